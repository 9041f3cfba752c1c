"""What no Screen of balance can say: the balance as it stands."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from kaituo.foundation.identity.access import may
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.ui.fragments import render_page

from .capacities import usual
from .choices import FULL, SLACK
from .forms import LookForm
from .models import Rebalancing
from .overview import asked_period, overview

SPANS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


def balance(request: HttpRequest) -> HttpResponse:
    """By person and territory: `?territory=3&team=2&period=2026-Q4`."""
    if not may(request.user, "create", Rebalancing):
        raise PermissionDenied
    form, period = LookForm(request.GET), asked_period(request.GET.get("period", ""))
    form.meet(request.user)
    among = form.cleaned_data if form.is_valid() else {}
    chosen = {name: row.pk for name, row in among.items() if row}
    found = overview(request.user, among.get("territory"), among.get("team"), period)
    context = {"form": form, "period": period, "found": found, "chosen": chosen, "asked": urlencode(chosen), "spans": _spans(period, chosen)}
    return render_page(request, "balance/balance.html", {**context, "usual": usual(), "full_share": FULL / 100, "slack_share": SLACK / 100})


def _spans(period: Period, chosen: dict[str, int]) -> list[tuple[str, str, bool]]:
    around = [Period.containing(period.start, kind) for kind in SPANS]
    return [(each.label, f"?{urlencode({**chosen, 'period': each.label})}", each == period) for each in around]
