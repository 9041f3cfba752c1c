"""What the pipeline can count. Levels stand on the day a deal is expected to close; flows on the day it was made, won or lost."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, DAYS, FLOW, LEVEL, MONEY, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Opportunity

deals = Opportunity.objects
OF_DEAL = {"pipeline.Opportunity": "pk"}
_count = partial(measure, unit=COUNT, credit=owner_credited(), follows=OF_DEAL)
_money = partial(measure, unit=MONEY, credit=owner_credited(), follows=OF_DEAL, currency="currency")

_money(
    "pipeline.open_amount",
    _("Open pipeline"),
    kind=LEVEL,
    rows=deals.open,
    on="expected_on",
    amount="amount",
    note=_("Open deals, on the day they are expected to close"),
)
measure(
    "pipeline.weighted_amount",
    _("Weighted pipeline"),
    kind=LEVEL,
    unit=MONEY,
    rows=lambda: deals.open().select_related("stage"),
    on="expected_on",
    amount="weighted_amount",
    currency="currency",
    credit=owner_credited(),
    follows={"pipeline.Opportunity": "pk", "pipeline.Stage": "stage"},
    note=_("Open deals × probability, on the day they are expected to close"),
)
_count("pipeline.created_count", _("New opportunities"), kind=FLOW, rows=deals.active, on="created_at", note=_("On the day they were entered"))
_money("pipeline.won_amount", _("Won amount"), kind=FLOW, rows=deals.won, on="won_on", amount="amount")
_count("pipeline.won_count", _("Won deals"), kind=FLOW, rows=deals.won, on="won_on")
_count("pipeline.lost_count", _("Lost deals"), kind=FLOW, rows=deals.lost, on="lost_on")
measure(
    "pipeline.days_to_win",
    _("Days to win, in all"),
    kind=FLOW,
    unit=DAYS,
    rows=deals.won,
    on="won_on",
    amount="cycle_days",
    credit=owner_credited(),
    follows=OF_DEAL,
)
measure(
    "pipeline.win_rate",
    _("Win rate"),
    kind=RATIO,
    unit=SHARE,
    formula="won / (won + lost)",
    names={"won": "pipeline.won_count", "lost": "pipeline.lost_count"},
    note=_("Won ÷ won and lost, by number of deals"),
)
measure(
    "pipeline.cycle_days",
    _("Sales cycle"),
    kind=RATIO,
    unit=DAYS,
    formula="days / won",
    names={"days": "pipeline.days_to_win", "won": "pipeline.won_count"},
    note=_("Days from entry to win, on average"),
)
