"""The forms of targets and their verbs."""

from .agreeing import AgreeForm, AskReplanForm, CounterForm, DeclineForm, FinishForm, OfferForm
from .proposing import ProposeForm, StepLine
from .setting import CellForm, GapForm, ReplanForm, TargetForm, WithdrawForm, measure_choices
from .sharing import CascadeForm, SplitForm, piece_key

__all__ = [
    "AgreeForm",
    "AskReplanForm",
    "CascadeForm",
    "CellForm",
    "CounterForm",
    "DeclineForm",
    "FinishForm",
    "GapForm",
    "OfferForm",
    "ProposeForm",
    "ReplanForm",
    "SplitForm",
    "StepLine",
    "TargetForm",
    "WithdrawForm",
    "measure_choices",
    "piece_key",
]
