"""Tests of the forecast engine."""
