"""The tables of the pipeline."""

from .forecast import ForecastAdjustment, ForecastSubmission
from .opportunity import Opportunity, OpportunityLine, Rival
from .outcome import Competitor, LossReason
from .pipeline import Pipeline, Stage, StageMove
from .stage_change import StageChange

__all__ = [
    "Competitor",
    "ForecastAdjustment",
    "ForecastSubmission",
    "LossReason",
    "Opportunity",
    "OpportunityLine",
    "Pipeline",
    "Rival",
    "Stage",
    "StageChange",
    "StageMove",
]
