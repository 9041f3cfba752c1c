"""Signed messages to other systems when an event happens here, with retries."""
