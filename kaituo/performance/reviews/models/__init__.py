"""The tables of reviews."""

from .appeal import Appeal
from .assessment import Answer, Assessment, Proof
from .criterion import Criterion, Grade
from .cycle import Cycle, CycleScope
from .review import BonusFactor, Review
from .template import ReviewTemplate, ReviewVersion
from .verdict import Calibration, Verdict

__all__ = [
    "Answer",
    "Appeal",
    "Assessment",
    "BonusFactor",
    "Calibration",
    "Criterion",
    "Cycle",
    "CycleScope",
    "Grade",
    "Proof",
    "Review",
    "ReviewTemplate",
    "ReviewVersion",
    "Verdict",
]
