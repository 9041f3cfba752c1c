"""What no screen gives of plans: the simulation, and one person's lines of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.ui.fragments import render_page

from ..models import Plan
from ..outcomes import outcome_of
from ..simulated import person_lines
from ..trying import tried


def _last_quarter() -> Period:
    return Period.containing(timezone.localdate(), PeriodKind.QUARTER).previous()


def _period(request: HttpRequest) -> Period:
    """Raises Http404 for what is none."""
    try:
        return Period.parse(request.GET.get("period", "") or _last_quarter().label)
    except ValueError as error:
        raise Http404 from error


@require_GET
def simulate_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`?period=2026-Q3`; by default the quarter before this one."""
    plan = fetch(request.user, Plan.objects.all(), "simulate_plan", pk=pk)
    last, period = _last_quarter(), _period(request)
    choices = [last.label, *(piece.label for piece in last.months()), last.previous().label, str(last.start.year), str(last.start.year - 1)]
    result, standing = tried(plan, period)
    context = {"plan": plan, "period": period, "choices": choices, "result": result and outcome_of(result, plan.currency), "standing": standing}
    return render_page(request, "commissions/simulate.html", context, block="result")


@require_GET
def simulated_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`?payee=`: her lines by the present terms and by the simulated ones, in the same period."""
    plan, period = fetch(request.user, Plan.objects.all(), "simulate_plan", pk=pk), _period(request)
    payee = request.GET.get("payee", "")
    person = User.objects.filter(pk=payee).first() if payee.isdecimal() else None
    found = person_lines(plan, period, person, by=request.user) if person else None
    return render_page(request, "commissions/simulated.html", {"plan": plan, "period": period, "found": found})
