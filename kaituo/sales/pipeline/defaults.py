"""What a new installation sells by until it says otherwise: one pipeline with the usual stages, and the usual reasons for losing."""

from decimal import Decimal

from django.utils.translation import pgettext, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records

from .choices import Category, StageKind
from .models import LossReason, Pipeline, Stage

STAGES = (
    (pgettext_lazy("stage", "Lead confirmed"), "0.1", StageKind.OPEN, Category.PIPELINE, 30),
    (pgettext_lazy("stage", "Needs analysis"), "0.3", StageKind.OPEN, Category.PIPELINE, 30),
    (pgettext_lazy("stage", "Proposal and quote"), "0.5", StageKind.OPEN, Category.BEST_CASE, 21),
    (pgettext_lazy("stage", "Negotiation"), "0.8", StageKind.OPEN, Category.COMMIT, 21),
    (pgettext_lazy("stage", "Won"), "1", StageKind.WON, Category.CLOSED_WON, None),
    (pgettext_lazy("stage", "Lost"), "0", StageKind.LOST, Category.CLOSED_LOST, None),
)
"""Name, probability, kind, forecast category, stale after days."""

REASONS = (
    pgettext_lazy("reason for losing", "Price too high"),
    pgettext_lazy("reason for losing", "Competitor won"),
    pgettext_lazy("reason for losing", "Budget cancelled"),
    pgettext_lazy("reason for losing", "Product does not fit"),
    pgettext_lazy("reason for losing", "Delivery takes too long"),
    pgettext_lazy("reason for losing", "Customer no longer answers"),
)


def make_default_pipeline(*, by: User) -> None:
    """In the language of the moment, which is that of whoever sets the installation up; what is there already stays as it is."""
    if not Pipeline.objects.exists():
        pipeline = records.create(Pipeline(name=pgettext("pipeline", "Standard sales")), by=by)
        for position, (name, odds, kind, category, stale) in enumerate(STAGES):
            place = {"pipeline": pipeline, "position": position, "kind": kind, "category": category, "stale_after_days": stale}
            records.create(Stage(name=str(name), probability=Decimal(odds), **place), by=by)
    if not LossReason.objects.exists():
        for position, name in enumerate(REASONS):
            records.create(LossReason(name=str(name), position=position), by=by)
