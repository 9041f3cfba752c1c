"""The tables of the pipeline."""

from .forecast import ForecastAdjustment, ForecastSubmission
from .opportunity import Opportunity, OpportunityLine, Rival
from .outcome import Competitor, LossReason
from .pipeline import Pipeline, Stage, StageMove
from .projection import Projection
from .snapshot import DealStanding, ForecastSnapshot
from .stage_category import StageCategory
from .stage_change import StageChange
from .win_chance import ChanceLearning, WinChance

__all__ = [
    "ChanceLearning",
    "Competitor",
    "DealStanding",
    "ForecastAdjustment",
    "ForecastSnapshot",
    "ForecastSubmission",
    "LossReason",
    "Opportunity",
    "OpportunityLine",
    "Pipeline",
    "Projection",
    "Rival",
    "Stage",
    "StageCategory",
    "StageChange",
    "StageMove",
    "WinChance",
]
