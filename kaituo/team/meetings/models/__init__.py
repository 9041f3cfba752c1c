"""The tables of meetings."""

from .meeting import AgendaItem, Attendee, Decision, Meeting
from .note import CoachingNote, PrivateNote

__all__ = ["AgendaItem", "Attendee", "CoachingNote", "Decision", "Meeting", "PrivateNote"]
