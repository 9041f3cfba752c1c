"""The tables of conference services and links."""

from .connection import ConferenceService
from .link import ConferenceLink

__all__ = ["ConferenceLink", "ConferenceService"]
