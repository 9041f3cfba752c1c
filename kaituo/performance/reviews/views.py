"""What no screen gives of reviews: the own desk, writing an assessment, the calibration board, the paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, fetch, may
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused, Stale
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.paper import answer, known_language

from .actions.answering import calibrate
from .actions.assessing import hand_in, write
from .board import board_of
from .forms import AssessmentForm, CalibrateForm
from .models import Assessment, Cycle, Review, Verdict
from .own import desk_of, may_print
from .papers import print_review
from .proofs import offered_to
from .sheet import sheet_of


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    if not may(request.user, VIEW, Review):
        raise PermissionDenied
    return render_page(request, "reviews/mine.html", {"desk": desk_of(request.user), "today": clock.today()})


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with figures and evidence beside it; `deed` says whether it is kept or handed in."""
    row = fetch(request.user, Assessment.objects.select_related("review__cycle__review_version", "review__person"), "change", pk=pk)
    offered = [] if row.is_of_others else offered_to(row.review, request.user)
    form = AssessmentForm(row, request.POST or None, request.FILES or None, offered=offered)
    if request.method == "POST" and form.is_valid() and _written(request, row, form):
        said = _("Handed in.") if request.POST.get("deed") == "hand_in" else _("Kept. Nobody else reads it before you hand it in.")
        return go_to(request, address("reviews-mine") if request.POST.get("deed") == "hand_in" else address("reviews-assess", pk), said)
    context = {"row": row, "form": form, "sheet": sheet_of(row.review, request.user), "currency": base_currency(), "today": clock.today()}
    return render_page(request, "reviews/assess.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, row: Assessment, form: AssessmentForm) -> bool:
    """Whether it went in; if not, the form says why. What could not be handed in is kept all the same."""
    data, version = form.cleaned_data, request.POST.get("version", "")
    try:
        more = {"summary": data["summary"], "training": data.get("training", "")}
        write(row, form.answers(), by=request.user, version=int(version) if version.isdigit() else None, **more)
        if request.POST.get("deed") == "hand_in":
            hand_in(row, by=request.user)
    except ValidationError as refusal:
        put_errors(form, refusal)
    except Stale as stale:
        form.add_error(None, str(stale))
    return form.is_valid()


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The calibration of a cycle: for those above the managers."""
    cycle = fetch(request.user, Cycle.objects.select_related("review_version"), pk=pk)
    if not may(request.user, "calibrate", Verdict) or cycle.review_version is None or not cycle.is_calibrated:
        raise Http404
    return render_page(request, "reviews/board.html", {"board": board_of(cycle, request.user), "cycle": cycle}, block="board")


@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's grade on the board."""
    verdict = fetch(request.user, Verdict.objects.select_related("review__cycle"), "calibrate", pk=pk)
    form = CalibrateForm(request.POST)
    form.meet(verdict, request.user)
    back = f"{address('reviews-board', verdict.review.cycle_id)}#seat-{verdict.review_id}"
    try:
        if not form.is_valid():
            raise Refused(_("Choose one of the grades."))
        calibrate(verdict, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return go_to(request, back)
    return go_to(request, back, _("%(person)s: %(grade)s") % {"person": verdict.review.person, "grade": verdict.grade})


@require_GET
def paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What the person was shown, to be kept or signed."""
    review = fetch(request.user, Review.objects.select_related("cycle__review_version", "person", "reviewer"), pk=pk)
    if not may_print(review, request.user):
        raise Http404
    return answer(print_review(review, known_language(language)), f"review-{review.pk}")
