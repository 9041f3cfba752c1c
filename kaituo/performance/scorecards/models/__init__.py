"""Templates with their dated versions, to whom they are given, and the cards."""

from .assignment import Assignment
from .indicator import Indicator, Rule
from .scorecard import Judgement, Scorecard
from .template import Template, TemplateVersion

__all__ = ["Assignment", "Indicator", "Judgement", "Rule", "Scorecard", "Template", "TemplateVersion"]
