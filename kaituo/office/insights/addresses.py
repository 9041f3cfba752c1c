"""What the templates of reports ask of addresses, and the words for periods and missing figures."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.kernel.period import PeriodKind
from kaituo.foundation.metrics.choices import Why


def with_format(query: QueryDict, kind: str) -> str:
    return _changed(query, format=kind)


def with_after(query: QueryDict, key: int) -> str:
    return _changed(query, after=str(key))


def without_days(query: QueryDict) -> str:
    changed = query.copy()
    for name in ("from", "to", "period", "after"):
        changed.pop(name, None)
    return f"?{changed.urlencode()}"


def _changed(query: QueryDict, **values: str) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def why(reason: str) -> str:
    """Why there is no figure, in words."""
    return str(Why(reason).label) if reason in Why.values else ""


def span_name(kind: PeriodKind) -> str:
    return str(SPANS[kind])


SPANS = {PeriodKind.WEEK: _("Week"), PeriodKind.MONTH: _("Month"), PeriodKind.QUARTER: _("Quarter"), PeriodKind.YEAR: _("Year")}
FILTERS = {"with_format": with_format, "with_after": with_after, "without_days": without_days, "why": why, "span_name": span_name}
