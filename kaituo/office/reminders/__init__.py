"""Reminders: what a person asked to be reminded of, and what rules of the company remind of by the dates of records."""
