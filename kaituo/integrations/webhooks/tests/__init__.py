"""Tests of messages to other systems."""
