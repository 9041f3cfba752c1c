"""What the pipeline can count. Levels stand on the day a deal is expected to close; flows on the day it was made, won or lost."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, DAYS, FLOW, LEVEL, MONEY, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Opportunity

deals = Opportunity.objects
OF_DEAL = {"pipeline.Opportunity": "pk"}
_declare = partial(measure, family=Family.PIPELINE)
_count = partial(_declare, unit=COUNT, credit=owner_credited(), follows=OF_DEAL)
_money = partial(_declare, unit=MONEY, credit=owner_credited(), follows=OF_DEAL, currency="currency")
_gap = partial(_count, kind=LEVEL, family=Family.QUALITY, direction=Direction.LESS)

_money(
    "pipeline.open_amount",
    _("Open pipeline"),
    kind=LEVEL,
    rows=deals.open,
    on="expected_on",
    amount="amount",
    note=_("Open deals, on the day they are expected to close"),
)
_declare(
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
_count("pipeline.open_count", _("Open deals"), kind=LEVEL, rows=deals.open, on="expected_on", note=_("Neither won nor lost"))
_count("pipeline.created_count", _("New opportunities"), kind=FLOW, rows=deals.active, on="created_at", note=_("On the day they were entered"))
_money("pipeline.won_amount", _("Won amount"), kind=FLOW, rows=deals.won, on="won_on", amount="amount", note=_("On the day the deal was won"))
_count(
    "pipeline.won_count",
    _("Won deals"),
    kind=FLOW,
    rows=deals.won,
    on="won_on",
    carries=("pipeline.won_amount", "pipeline.days_to_win"),
    note=_("On the day the deal was won"),
)
_count(
    "pipeline.lost_count",
    _("Lost deals"),
    kind=FLOW,
    rows=deals.lost,
    on="lost_on",
    direction=Direction.LESS,
    carries=("pipeline.lost_amount",),
    note=_("On the day the deal was lost"),
)
_money(
    "pipeline.lost_amount",
    _("Lost amount"),
    kind=FLOW,
    rows=deals.lost,
    on="lost_on",
    amount="amount",
    direction=Direction.LESS,
    note=_("On the day the deal was lost"),
)
_count(
    "pipeline.days_to_win",
    _("Days to win, in all"),
    kind=FLOW,
    unit=DAYS,
    rows=deals.won,
    on="won_on",
    amount="cycle_days",
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Days from entry to win of all won deals, added up"),
)
_declare(
    "pipeline.win_rate",
    _("Win rate"),
    kind=RATIO,
    unit=SHARE,
    formula="won / (won + lost)",
    names={"won": "pipeline.won_count", "lost": "pipeline.lost_count"},
    note=_("Won ÷ won and lost, by number of deals"),
)
_declare(
    "pipeline.amount_win_rate",
    _("Win rate by amount"),
    kind=RATIO,
    unit=SHARE,
    formula="won / (won + lost)",
    names={"won": "pipeline.won_amount", "lost": "pipeline.lost_amount"},
    note=_("Won ÷ won and lost, by amount"),
)
_declare(
    "pipeline.average_won",
    _("Average won deal"),
    kind=RATIO,
    unit=MONEY,
    formula="amount / won",
    names={"amount": "pipeline.won_amount", "won": "pipeline.won_count"},
    note=_("Won amount ÷ won deals"),
)
_declare(
    "pipeline.cycle_days",
    _("Sales cycle"),
    kind=RATIO,
    unit=DAYS,
    family=Family.SPEED,
    direction=Direction.LESS,
    formula="days / won",
    names={"days": "pipeline.days_to_win", "won": "pipeline.won_count"},
    note=_("Days from entry to win, on average"),
)
_declare(
    "pipeline.velocity",
    _("Pipeline velocity, a day"),
    kind=RATIO,
    unit=MONEY,
    family=Family.SPEED,
    formula="deals * rate * mean / days",
    names={
        "deals": "pipeline.open_count",
        "rate": "pipeline.win_rate",
        "mean": "pipeline.average_won",
        "days": "pipeline.cycle_days",
    },
    note=_("Open deals × win rate × average won deal ÷ sales cycle: what the pipeline brings a day"),
)
_gap(
    "pipeline.slipped_count",
    _("Slipped deals"),
    rows=deals.open,
    on="expected_on",
    due_only=True,
    note=_("Still open although the expected day has passed"),
)
_gap("pipeline.aimless_count", _("Deals without a next step"), rows=deals.aimless, note=_("Open deals whose next step is empty"))
_gap("pipeline.unpriced_count", _("Deals without an amount"), rows=deals.unpriced, note=_("Open deals whose amount is zero"))
_declare(
    "pipeline.aimless_share",
    _("Share of deals without a next step"),
    kind=RATIO,
    unit=SHARE,
    family=Family.QUALITY,
    direction=Direction.LESS,
    formula="aimless / open",
    names={"aimless": "pipeline.aimless_count", "open": "pipeline.open_count"},
    note=_("Open deals without a next step ÷ open deals"),
)
