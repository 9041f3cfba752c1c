"""The tables of visits."""

from .consent import Consent
from .evidence import Evidence
from .presence import Presence
from .rules import Frequency, VisitRules
from .sending import Sending
from .site import Site
from .visit import Visit
from .visit_type import VisitStep, VisitType

__all__ = ["Consent", "Evidence", "Frequency", "Presence", "Sending", "Site", "Visit", "VisitRules", "VisitStep", "VisitType"]
