"""The tables of leads."""

from .answer_rule import AnswerRule
from .enquiry_count import EnquiryCount
from .lead import Lead
from .score_rule import ScoreRule
from .web_form import WebForm

__all__ = ["AnswerRule", "EnquiryCount", "Lead", "ScoreRule", "WebForm"]
