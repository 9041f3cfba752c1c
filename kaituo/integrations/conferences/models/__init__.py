"""The tables of conference services and links."""

from .link import ConferenceLink
from .service import ConferenceService

__all__ = ["ConferenceLink", "ConferenceService"]
