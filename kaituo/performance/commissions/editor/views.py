"""The pages on which a plan is written: the kinds of components, one component, what holds for all, the file, the ready plans."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.records import log
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page

from ..actions.terms import Faulty, write
from ..documents import document_of
from ..engine.plan.loading import write_plan
from ..models import Plan, PlanTerms
from ..ready_plans import ready_plans
from ..wording.choices import KINDS, LINES
from .editing import PARTS, Editing
from .exchange import Offer, begin, described

SAVE = "save"
BOTH = ["GET", "POST"]


def _draft(request: HttpRequest, pk: int) -> PlanTerms:
    """Raises Http404 for a version that no longer changes."""
    terms = fetch(request.user, PlanTerms.objects.active().select_related("plan"), "change", pk=pk)
    if terms.is_released:
        raise Http404
    return terms


@require_GET
def kinds_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What a component may be, each kind with a line about it."""
    kinds = [(word, KINDS[part.__name__], LINES[word]) for word, part in PARTS.items()]
    return render_page(request, "commissions/kinds.html", {"terms": _draft(request, pk), "kinds": kinds})


@require_http_methods(BOTH)
def new_component_view(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return _edited(request, Editing.of_new(_draft(request, pk), kind))


@require_http_methods(BOTH)
def component_view(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    return _edited(request, Editing.of_component(_draft(request, pk), key))


@require_http_methods(BOTH)
def whole_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What holds for all components together."""
    return _edited(request, Editing.of_all(_draft(request, pk)))


def _edited(request: HttpRequest, editing: Editing) -> HttpResponse:
    if request.method != "POST":
        return _form(request, editing)
    editing.take(request.POST)
    return _saved(request, editing) if request.POST.get("step", SAVE) == SAVE else _form(request, editing)


def _saved(request: HttpRequest, editing: Editing) -> HttpResponse:
    seen = request.POST.get("version", "")
    try:
        editing.save(by=request.user, version=int(seen) if seen.isdigit() else None)
    except Faulty as faulty:
        return _form(request, editing, faults=faulty.problems, status=422)
    except Stale as stale:
        return _form(request, editing, stale=str(stale), status=409)
    return go_to(request, url_of(editing.terms.plan), _("%(record)s was saved.") % {"record": editing.title or editing.terms})


def _form(request: HttpRequest, editing: Editing, faults=None, stale: str = "", status: int = 200) -> HttpResponse:
    context = {"editing": editing, "terms": editing.terms, "root": editing.node(faults), "stale": stale}
    return render_page(request, "commissions/editor.html", context, block="editor", status=status)


@require_POST
def drop_view(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take a component out of a draft."""
    editing = Editing.of_component(_draft(request, pk), key)
    try:
        write(editing.terms, by=request.user, document=editing.without())
    except Faulty as faulty:
        return _form(request, editing, faults=faulty.problems, status=422)
    return go_to(request, url_of(editing.terms.plan), _("%(record)s was taken out.") % {"record": editing.title})


@require_GET
def download_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a file, every field written out. Taking it is an event."""
    plan = fetch(request.user, Plan.objects.all(), pk=pk)
    log.state(RECORDS_EXPORTED, plan, by=request.user, inputs={"count": 1})
    headers = {"Content-Disposition": f'attachment; filename="plan-{plan.pk}.json"'}
    return HttpResponse(write_plan(document_of(plan)), content_type="application/json", headers=headers)


@require_http_methods(BOTH)
def file_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Download, or hand in a file: its faults, or what it would change, before anything is replaced."""
    plan = fetch(request.user, Plan.objects.all(), "change", pk=pk)
    if request.method != "POST":
        return render_page(request, "commissions/file.html", {"plan": plan, "offer": None})
    offer = Offer.of(plan, request.POST.get("text", ""), request.FILES.get("file"))
    if request.POST.get("step") == SAVE and offer.take(by=request.user):
        return go_to(request, url_of(plan), _("%(record)s was saved.") % {"record": plan})
    return render_page(request, "commissions/file.html", {"plan": plan, "offer": offer}, status=422 if offer.faults else 200)


@require_GET
def ready_view(request: HttpRequest) -> HttpResponse:
    """The plans that come with the product."""
    if not may(request.user, "create", Plan):
        raise Http404
    return render_page(request, "commissions/ready.html", {"plans": described(ready_plans())})


@require_POST
def begin_view(request: HttpRequest, name: str) -> HttpResponse:
    """A new plan that begins as a copy of a ready one."""
    if name not in ready_plans() or not may(request.user, "create", Plan):
        raise Http404
    plan = begin(ready_plans()[name], by=request.user)
    return go_to(request, url_of(plan), _("%(record)s was created.") % {"record": plan})
