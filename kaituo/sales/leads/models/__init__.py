"""The tables of leads."""

from .enquiry_count import EnquiryCount
from .lead import Lead
from .score_rule import ScoreRule
from .web_form import WebForm

__all__ = ["EnquiryCount", "Lead", "ScoreRule", "WebForm"]
