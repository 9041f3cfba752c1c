"""Slack: a channel's incoming webhook."""
