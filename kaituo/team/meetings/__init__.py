"""Meetings and one-on-ones: agenda, minutes, decisions, what carries over, and notes that only their writer reads. What is to be done are tasks."""
