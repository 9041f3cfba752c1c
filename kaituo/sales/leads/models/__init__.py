"""The tables of leads."""

from .lead import Lead
from .score_rule import ScoreRule
from .web_form import WebForm

__all__ = ["Lead", "ScoreRule", "WebForm"]
