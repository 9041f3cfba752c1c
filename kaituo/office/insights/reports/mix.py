"""What the business is made of: revenue by product or category, the open pipeline by forecast category, and why deals are lost."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES

from ..asked import Asked
from ..dimensions import DIMENSIONS
from ..figures import may_read
from ..report import Report, Result, shelve
from .breakdown import broken_down

REVENUE, OPEN = "orders.booked_revenue", "pipeline.open_amount"
OUTCOMES = {"loss_reason": "pipeline.lost_count", "source": "pipeline.won_count", "account": "pipeline.won_count"}


def _of(name: str, by: str, asked: Asked, user: User) -> Result:
    return broken_down(MEASURES[name], DIMENSIONS[by], asked, user) if may_read(user, MEASURES[name]) else Result([], [])


def products(asked: Asked, user: User) -> Result:
    return _of(REVENUE, asked.by if asked.by in ("product", "account") else "product_category", asked, user)


def pipeline(asked: Asked, user: User) -> Result:
    return _of(OPEN, asked.by if asked.by in ("stage", "month", "person", "source") else "forecast", asked, user)


def outcomes(asked: Asked, user: User) -> Result:
    by = asked.by if asked.by in OUTCOMES else "loss_reason"
    return _of(OUTCOMES[by], by, asked, user)


shelve(
    Report(
        "products",
        _("Product mix"),
        _("Booked revenue by category, product or account."),
        "chart-pie",
        products,
        ("by", "period", "person", "team"),
        {"by": [("product_category", _("Product category")), ("product", _("Product")), ("account", _("Account"))]},
    )
)
shelve(
    Report(
        "pipeline",
        _("Pipeline and forecast"),
        _("Open deals by forecast category, stage or expected month."),
        "chart-line",
        pipeline,
        ("by", "period", "person", "team"),
        {
            "by": [
                ("forecast", _("Forecast category")),
                ("stage", _("Stage")),
                ("month", _("Expected month")),
                ("person", _("Person")),
                ("source", _("Source")),
            ]
        },
        usual="all",
    )
)
shelve(
    Report(
        "outcomes",
        _("Won and lost"),
        _("Why deals are lost, and where the won ones came from."),
        "flag",
        outcomes,
        ("by", "period", "person", "team"),
        {"by": [("loss_reason", _("Lost, by reason")), ("source", _("Won, by source")), ("account", _("Won, by account"))]},
    )
)
