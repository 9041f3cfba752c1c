"""Asking beforehand, claiming, and two records side by side."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_http_methods

from kaituo.foundation.identity.access import demand, fetch, may, visible
from kaituo.foundation.records.merging import merge
from kaituo.foundation.screens.forms import prepare
from kaituo.foundation.screens.screen import SCREENS, url_of
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.fragments import render_page

from .actions.disputes import claim
from .asking import Answer, ask, claimed
from .comparing import compared, hanging
from .forms import ClaimForm, MergeWithForm, PrecheckForm
from .models import Dispute
from .shelf import SHELF, Recognisable


@require_http_methods(["GET", "POST"])
def check_view(request: HttpRequest) -> HttpResponse:
    """Is it taken? What was asked stands in the body of the request, not in its address."""
    if not may(request.user, "create", Dispute):
        raise PermissionDenied
    form, answer = PrecheckForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        answer = asked(form, request)
    context = {"form": form, "answer": answer}
    return render_page(request, "duplicates/check.html", context, status=422 if form.errors else 200)


def asked(form: PrecheckForm, request: HttpRequest) -> Answer | None:
    try:
        return ask(form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        put_errors(form, refusal)
        return None


@require_http_methods(["GET", "POST"])
def claim_view(request: HttpRequest, token: str) -> HttpResponse:
    if not may(request.user, "create", Dispute):
        raise PermissionDenied
    kind, row, text = claimed(token, request.user)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            dispute = claim(kind, row, by=request.user, claimed=text, evidence=form.cleaned_data["evidence"])
            return go_to(request, url_of(dispute), _("Your claim is on its way."))
        except ValidationError as refusal:
            put_errors(form, refusal)
    return render_page(request, "duplicates/claim.html", {"form": form, "text": text}, status=422 if form.errors else 200)


def kind_named(slug: str) -> Recognisable:
    """By the word in the addresses of its screen. Raises Http404."""
    found = next((SHELF[label] for label, screen in SCREENS.items() if screen.slug == slug and label in SHELF), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def choose_view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """With which record it is to be merged."""
    kind = kind_named(slug)
    row = fetch(request.user, kind.model._default_manager.all(), "merge", pk=pk)
    form = MergeWithForm(request.POST or None)
    form.fields["other"].queryset = visible(request.user, kind.model._default_manager.exclude(pk=pk), "merge")
    prepare(form, request.user)
    if request.method == "POST" and form.is_valid():
        return go_to(request, reverse("duplicates:merge", args=[slug, pk, form.cleaned_data["other"].pk]))
    return render_page(request, "duplicates/choose.html", {"form": form, "row": row}, status=422 if form.errors else 200)


class MergeView(View):
    """GET shows the two; POST `take-<field>=other` for every field whose value is taken from the other."""

    def dispatch(self, request: HttpRequest, slug: str, pk: int, other: int) -> HttpResponse:
        self.slug, kind = slug, kind_named(slug)
        if pk == other:
            raise Http404
        self.kept, self.other = (fetch(request.user, kind.model._default_manager.all(), pk=each) for each in (pk, other))
        for row in (self.kept, self.other):
            demand(request.user, "merge", row)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        offered = {line.name for line in compared(self.kept, self.other, request.user) if line.differs}
        take = [name for name in sorted(offered) if request.POST.get(f"take-{name}") == "other"]
        try:
            merge(self.kept, by=request.user, other=self.other, take=take)
        except ValidationError as refusal:
            return self.show(refusal, 422)
        return go_to(request, url_of(self.kept), _("%(record)s is one now. It can be taken apart again.") % {"record": self.kept})

    def show(self, refusal: ValidationError | None = None, status: int = 200) -> HttpResponse:
        context = {"slug": self.slug, "record": self.kept, "other": self.other, "refusal": refusal}
        context["lines"] = compared(self.kept, self.other, self.request.user)
        context["hanging"] = hanging(self.kept), hanging(self.other)
        return render_page(self.request, "duplicates/merge.html", context, status=status)
