"""What no screen gives of plans: the simulation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.ui.fragments import render_page

from ..models import Plan
from ..outcomes import outcome_of
from ..trying import tried


@require_GET
def simulate_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`?period=2026-Q3`; by default the quarter before this one."""
    plan = fetch(request.user, Plan.objects.all(), pk=pk)
    last = Period.containing(timezone.localdate(), PeriodKind.QUARTER).previous()
    try:
        period = Period.parse(request.GET.get("period", "") or last.label)
    except ValueError as error:
        raise Http404 from error
    choices = [last.label, *(piece.label for piece in last.months()), last.previous().label, str(last.start.year), str(last.start.year - 1)]
    result, standing = tried(plan, period)
    context = {"plan": plan, "period": period, "choices": choices, "result": result and outcome_of(result, plan.currency), "standing": standing}
    return render_page(request, "commissions/simulate.html", context, block="result")
