"""The centre: take a file in, check it, run it, watch it; and every list as a file."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaituo.foundation.identity.access import fetch, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.listing import Listing
from kaituo.foundation.screens.screen import SCREENS, Screen
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.download import KINDS, attachment, streamed
from kaituo.foundation.ui.fragments import render_page

from . import boards, progress, uploads
from .actions import ImportRefused, refuse_outsiders
from .checking import Check, choose, keep_mapping, take_mapping
from .correcting import corrected
from .export import exported, note_export
from .forms import CorrectionForm, PackageForm, UploadForm
from .jobs import run_later
from .mapping import WrongMap
from .models import Batch
from .sheets import offered_fields, sheet_named, sheets
from .tables import UnreadableFile
from .templating import template_of

FAULTS_SHOWN = 100
LATEST = 10
UNREADABLE = (UnreadableFile, WrongMap, ValidationError)


def sheet_for(slug: str, user: User, verb: str) -> Screen:
    """Raises Http404, PermissionDenied."""
    screen = sheet_named(slug)
    if screen is None:
        raise Http404
    if not may(user, verb, screen.model):
        raise PermissionDenied
    return screen


def may_import_everything(user: User) -> bool:
    return all(may(user, "create", screen.model) for screen in SCREENS.values() if screen.sheet)


@require_GET
def centre(request: HttpRequest) -> HttpResponse:
    user = request.user
    exports = sorted((each for each in SCREENS.values() if each.sheet and may(user, "export", each.model)), key=lambda each: each.title)
    imports = sheets(user)
    if not imports and not exports:
        raise PermissionDenied
    latest = visible(user, Batch.objects.active()).select_related("created_by").order_by("-pk")[:LATEST]
    whole = may_import_everything(user)
    context = {"imports": imports, "exports": exports, "latest": latest, "whole": whole, "form": PackageForm()}
    return render_page(request, "exchange/centre.html", context)


class UploadView(View):
    def dispatch(self, request: HttpRequest, slug: str) -> HttpResponse:
        refuse_outsiders(request.user)
        self.screen = sheet_for(slug, request.user, "create")
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            batch = uploads.take_in(form.cleaned_data["file"], self.screen, by=request.user)
        except UNREADABLE as error:
            form.add_error("file", error if isinstance(error, ValidationError) else str(error))
            return self.show(form, 422)
        return HttpResponseRedirect(reverse("exchange:check", args=[batch.pk]))

    def show(self, form: UploadForm, status: int = 200) -> HttpResponse:
        labels = [str(self.screen.model._meta.get_field(name).verbose_name) for name in offered_fields(self.screen, self.request.user)]
        return render_page(self.request, "exchange/upload.html", {"screen": self.screen, "form": form, "labels": labels}, status=status)


@require_POST
def package_view(request: HttpRequest) -> HttpResponse:
    refuse_outsiders(request.user)
    form = PackageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            batch = uploads.take_in_package(form.cleaned_data["file"], by=request.user)
            return started(request, batch)
        except UNREADABLE as error:
            form.add_error("file", error if isinstance(error, ValidationError) else str(error))
    return render_page(request, "exchange/package.html", {"form": form}, status=422)


@require_POST
def example_view(request: HttpRequest) -> HttpResponse:
    """The example company, for those who may import everything."""
    if not may_import_everything(request.user):
        raise PermissionDenied
    try:
        batch = uploads.shipped(by=request.user)
    except ImportRefused as refusal:
        return go_to(request, reverse("exchange-batch-list"), " ".join(refusal.messages))
    return HttpResponseRedirect(reverse("exchange-batch-page", args=[batch.pk]))


@require_GET
def template_view(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    screen = sheet_for(slug, request.user, "create")
    if kind not in KINDS:
        raise Http404
    return attachment(kind, f"{screen.title} {_('template')}", *template_of(screen, request.user))


class CheckView(View):
    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.batch = open_batch(request.user, pk)
        if self.batch.slug == boards.SLUG:
            return HttpResponseRedirect(reverse("exchange:board-check", args=[pk]))
        if not self.batch.slug:
            return HttpResponseRedirect(reverse("exchange-batch-page", args=[pk]))
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the form of corrections says; a saved mapping that was just chosen goes before the columns."""
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            return self.show(status=422)
        choose(self.batch, corrected(self.batch, form.cleaned_data, request.POST.getlist("column"), by=request.user), by=request.user)
        if form.cleaned_data["saved"]:
            take_mapping(self.batch, form.cleaned_data["saved"], by=request.user)
        if form.cleaned_data["save_as"]:
            keep_mapping(self.batch, form.cleaned_data["save_as"], by=request.user)
        return self.show()

    def show(self, status: int = 200) -> HttpResponse:
        check = Check(self.batch, self.request.user)
        try:
            plan = check.plan
        except UNREADABLE as error:
            return self.show_unreadable(str(error))
        shown = {"faults": plan.faults[:FAULTS_SHOWN], "warnings": plan.warnings[:FAULTS_SHOWN]}
        context = {"check": check, "batch": self.batch, "screen": check.screen, "plan": plan, **shown}
        return render_page(self.request, "exchange/check.html", context, block="check", status=status)

    def show_unreadable(self, reason: str) -> HttpResponse:
        """As it was corrected it cannot be read; the file is read as it was found instead."""
        choose(self.batch, {"reading": {}}, by=self.request.user)
        check = Check(self.batch, self.request.user)
        plan = check.plan
        context = {"check": check, "batch": self.batch, "screen": check.screen, "plan": plan, "faults": [], "warnings": [], "reason": reason}
        return render_page(self.request, "exchange/check.html", context, block="check", status=422)


def open_batch(user: User, pk: int) -> Batch:
    """One that was uploaded by a page and has not ended well."""
    batch = fetch(user, Batch.objects.all(), pk=pk)
    if not batch.is_open:
        raise Http404
    return batch


@require_POST
def run_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Also "run again", after an interruption; a process that still lives is not disturbed."""
    batch = open_batch(request.user, pk)
    if not (batch.is_running and not progress.standing(batch).is_silent):
        started(request, batch)
    return HttpResponseRedirect(reverse("exchange-batch-page", args=[pk]))


def started(request: HttpRequest, batch: Batch) -> HttpResponse:
    if uploads.begin(batch, by=request.user):
        uploads.run(batch, by=request.user)
    else:
        run_later.enqueue(batch.pk, request.user.pk)
    return HttpResponseRedirect(reverse("exchange-batch-page", args=[batch.pk]))


@require_POST
def cancel_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The running import ends at its next step; nothing of it stays."""
    progress.stop(open_batch(request.user, pk))
    return HttpResponseRedirect(reverse("exchange-batch-page", args=[pk]))


@require_GET
def faults_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a long file that was checked to its end, all of them as CSV."""
    batch = fetch(request.user, Batch.objects.all(), pk=pk)
    if batch.errors:
        return FileResponse(batch.errors.open("rb"), as_attachment=True, filename=f"{batch.name} {_('errors')}.csv")
    check = Check(open_batch(request.user, pk), request.user)
    return attachment("xlsx", f"{check.batch.name} {_('errors')}", *check.faulty_rows)


@require_GET
def progress_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked again and again by the page; when the import has ended the page is loaded anew."""
    batch = fetch(request.user, Batch.objects.all(), pk=pk)
    if not batch.is_busy:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render_page(request, "exchange/parts/progress.html", {"row": batch, "standing": progress.standing(batch)})


@require_http_methods(["GET", "HEAD"])
def export_view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?format=csv|xlsx` and the filters of the list."""
    screen = sheet_for(slug, request.user, "export")
    rows = visible(request.user, Listing(screen, request.user, request.GET).rows, "export")
    kind = request.GET.get("format", "xlsx")
    if kind not in KINDS:
        raise Http404
    headings, lines = exported(screen, rows, by=request.user)
    note_export(screen, rows.count(), by=request.user)
    return streamed(kind, screen.title, headings, lines)
