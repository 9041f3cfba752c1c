"""The forecast of a period: what no Screen can say, because its rows are people and not records."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from kaituo.foundation.company.books import RateMissing, base_currency
from kaituo.foundation.identity.access import may, reaches_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.ui.fragments import render_page

from . import actions, chance_page
from .accuracy import accuracy
from .engine.forecast import Forecast
from .history import SHOWN, bridge, history
from .mapping import CategoryMap
from .models import ChanceLearning, ForecastSubmission
from .outlook import FIGURES, PersonOutlook, around, behind, outlook, reads_forecast, side_by_side
from .projections import shown as projections

MOST_DEALS = 500
LABELS = {
    "closed": pgettext_lazy("deals", "Closed"),
    "commit": _("Commit"),
    "best_case": _("Best case"),
    "open_pipeline": _("Open pipeline"),
    "weighted": _("Weighted"),
}
VERBS = (actions.submit_forecast, actions.adjust_forecast, actions.approve_forecast)


def asked_period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        return Period.containing(timezone.localdate(), PeriodKind.QUARTER)


def forecast(request: HttpRequest) -> HttpResponse:
    _allow(request.user)
    period = asked_period(request.GET.get("period", ""))
    try:
        rows, missing = outlook(period, request.user), ""
    except RateMissing as error:
        rows, missing = [], error.currency
    context = {"period": period, "missing": missing, "currency": base_currency(), "spans": spans(period), **past(request, period, missing)}
    periods, records = accuracy(period, request.user)
    context |= {"periods": periods, "records": records, **by_person(rows, request.user), **beside(request, period)}
    return render_page(request, "pipeline/forecast.html", context)


def _allow(user: User) -> None:
    if not reads_forecast(user):
        raise PermissionDenied


def by_person(rows: list[PersonOutlook], user: User) -> dict:
    offered = [(row, offers(row.submission, row.person, user)) for row in rows]
    return {"rows": offered, "total": sum((row.forecast for row in rows), Forecast()), "figures": list(FIGURES), "said": said(rows)}


def said(rows: list[PersonOutlook]) -> dict[str, Decimal | None]:
    """All that was submitted, and all that is counted on; None where nobody has said anything."""
    submissions = [row.submission for row in rows if row.submission]
    told = {
        "submitted": [each.commit_amount for each in submissions if each.commit_amount is not None],
        "counted": [amount for each in submissions if (amount := each.counted_amount()) is not None],
    }
    return {name: sum(amounts, Decimal(0)) if amounts else None for name, amounts in told.items()}


def beside(request: HttpRequest, period: Period) -> dict:
    """What is reckoned and not said by anybody; `?team=3` shows that of one team."""
    found = projections.shown(period, request.user, request.GET.get("team", ""))
    told = {"judged": projections.judged_rows(found.row), "nearness": projections.in_words(found.row)} if found and found.is_reckoned else {}
    return {"projection": found, "may_look_at_chances": reaches_all(request.user, ChanceLearning), **told}


def chances(request: HttpRequest) -> HttpResponse:
    """How the win probabilities of deals are reckoned, and how good they proved."""
    if not reaches_all(request.user, ChanceLearning):
        raise PermissionDenied
    return render_page(request, "pipeline/chances/page.html", chance_page.context())


def deals(request: HttpRequest) -> HttpResponse:
    """The deals behind a figure: `?period=2026-Q4&figure=commit`, with `&owner=3` those of one person."""
    _allow(request.user)
    period, figure, owner = asked_period(request.GET.get("period", "")), request.GET.get("figure", ""), request.GET.get("owner", "")
    if figure not in FIGURES:
        raise Http404
    try:
        found, missing = behind(period, request.user, figure, int(owner) if is_id(owner) else None), ""
    except RateMissing as error:
        found, missing = [], error.currency
    context = {"period": period, "figure": figure, "missing": missing, "currency": base_currency(), "deals": found[:MOST_DEALS]}
    context |= {"count": len(found), "total": sum((each.amount for each in found), Decimal(0)), "labels": LABELS, "one": bool(owner)}
    return render_page(request, "pipeline/forecast_deals.html", context)


def periods(request: HttpRequest) -> HttpResponse:
    """One figure by person, the parts of a period side by side."""
    _allow(request.user)
    period, asked = asked_period(request.GET.get("period", "")), request.GET.get("figure", "")
    figure = asked if asked in FIGURES else "commit"
    try:
        beside, missing = side_by_side(around(period), request.user, figure), ""
    except RateMissing as error:
        beside, missing = None, error.currency
    context = {"period": period, "figure": figure, "labels": LABELS, "beside": beside, "missing": missing, "currency": base_currency()}
    return render_page(request, "pipeline/forecast_periods.html", context | {"spans": spans(period)})


def past(request: HttpRequest, period: Period, missing: str) -> dict:
    """What was said before; `?since=2026-10-01` shows the deals behind the change since that day, `&until=2026-11-01` until another, `&kind=won` of a kind."""
    context = {"history": history(period, request.user), "changed": CategoryMap(period).changed_since(), "since": None}
    since, until = (parse_date(request.GET.get(name, "")) for name in ("since", "until"))
    if not since or missing:
        return context
    context |= {"since": since, "until": until, "is_backwards": bool(until and until <= since)}
    found, kind = bridge(period, since, request.user, until) if not context["is_backwards"] else None, request.GET.get("kind", "")
    shown = [each for each in found.moves if kind in ("", each.kind)] if found else []
    sums = {"commit": sum((each.commit for each in shown), Decimal(0)), "all": sum((each.all for each in shown), Decimal(0))}
    return context | {"bridge": found, "kind": kind, "moves": shown[:SHOWN], "more": len(shown) - SHOWN, "moved": sums}


def parse_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def spans(period: Period) -> list[tuple[str, str, bool]]:
    """The month and the quarter around the period's first day, as tabs."""
    kinds = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    around = [Period.containing(period.start, kind) for kind in kinds]
    return [(each.label, f"?period={each.label}", each == period) for each in around]


def offers(submission: ForecastSubmission | None, person: User, user: User) -> list:
    """The verbs possible now; None stands for beginning the forecast."""
    if submission is None:
        return [None] if person == user and may(user, "create", ForecastSubmission) else []
    return [function.verb for function in VERBS if function.verb.offered_to(user, submission)]


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(User, pk=request.user.pk)
    try:
        submission = actions.forecast_of(person, Period.parse(request.POST.get("period", "")).label, by=request.user)
    except ValueError as error:
        raise Http404 from error
    return redirect(reverse("pipeline-forecastsubmission-verb", args=[submission.pk, "submit_forecast"]))
