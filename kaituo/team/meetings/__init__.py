"""Meetings and one-on-ones: agenda, minutes and decisions, what carries over to the next time, and notes that only their writer reads. What is to be done are tasks."""
