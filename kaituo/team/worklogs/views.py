"""The pages of work reports that no Screen can say: the desk on which one is written, and the team's page on which they are read."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page

from . import actions, rhythm
from .models import ReportTemplate, Worklog
from .standing import standing_of
from .writing import Desk, desk


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """`?template=3&day=2026-11-27`; by default the first report that is owed, of today."""
    if not may(request.user, "create", Worklog):
        raise PermissionDenied
    found = desk(request.user, _key(request), _day(request))
    if found is None:
        return render_page(request, "worklogs/write.html", {"desk": None})
    form = found.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _kept(request, found, form)
        if answer is not None:
            return answer
    return render_page(request, "worklogs/write.html", {"desk": found, "form": form}, status=422 if request.method == "POST" else 200)


def _kept(request: HttpRequest, found: Desk, form) -> HttpResponse | None:
    """Handed in, or only kept as far as it is written; None where it was refused."""
    try:
        worklog = actions.begin(found.template, found.period, by=request.user)
        if "draft" in request.POST:
            actions.save_draft(worklog, form.answers, by=request.user)
            return go_to(request, request.get_full_path(), _("Kept as far as it is written."))
        actions.hand_in(worklog, by=request.user, answers=form.answers)
    except ValidationError as refusal:
        put_errors(form, refusal)
        return None
    return go_to(request, request.get_full_path(), _("Handed in: %(record)s") % {"record": worklog})


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """Who handed in and who did not: `?template=3&day=2026-11-27`, by default of today, or on a free day of the workday before."""
    templates = list(visible(request.user, ReportTemplate.objects.offered()))
    if not may(request.user, "read", Worklog) or not templates:
        raise PermissionDenied
    template = next((each for each in templates if _key(request) in (None, each.pk)), None)
    if template is None:
        raise Http404
    calendar, day = work_calendar(), _day(request)
    period = rhythm.period_of(template.rhythm, day) if day else rhythm.latest(template.rhythm, timezone.localdate(), calendar)
    context = {"templates": templates, "template": template, "period": period, "standing": standing_of(template, period, request.user)}
    context |= {"earlier": rhythm.before(template.rhythm, period, calendar), "later": _later(template, period)}
    return render_page(request, "worklogs/team.html", context)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything that the page shows as unread."""
    ids = [int(key) for key in request.POST.getlist("worklog") if is_id(key)]
    for worklog in visible(request.user, Worklog.objects.unread_by(request.user).filter(pk__in=ids), "read"):
        actions.read(worklog, by=request.user)
    return HttpResponseRedirect(f"{address('worklogs-team')}?{request.GET.urlencode()}")


def _later(template: ReportTemplate, period: Period) -> Period | None:
    later = rhythm.after(template.rhythm, period, work_calendar())
    return later if later.start <= timezone.localdate() else None


def _key(request: HttpRequest) -> int | None:
    text = request.GET.get("template", "")
    return int(text) if is_id(text) else None


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
