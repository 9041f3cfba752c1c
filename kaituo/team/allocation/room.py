"""The pool's room: claims and assignments, one and many at once. The views that its Screen names."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.screens.forms import prepare
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.screens.views.verb import BulkView, VerbView

from . import actions
from .choices import Mode
from .forms import AssignManyForm
from .models import Ownership, Pool


class OwnershipVerbView(VerbView):
    """Whoever came a moment too late is told so, instead of being told that there is no such page."""

    def dispatch(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        try:
            return super().dispatch(request, pk, name)
        except (Http404, PermissionDenied):
            if name != "claim" or not self._lay_open(pk):
                raise
            return go_to(request, self.screen.url("list"), _("Somebody else was faster: this customer is no longer in the pool."))

    def _lay_open(self, pk: int) -> bool:
        pools = Pool.objects.opened_to(self.request.user, "claim", timezone.localdate())
        return Ownership.objects.filter(pk=pk, pool__in=pools).exists()

    def done(self, result: Any) -> HttpResponse:
        """Whoever now holds the customer goes on on its page."""
        if self.verb.name == "claim":
            said = _("%(customer)s is yours.") % {"customer": self.row}
            return go_to(self.request, reverse("customers-account-page", args=[self.row.account_id]), said)
        if not may(self.request.user, "view", self.row):
            return go_to(self.request, self.screen.url("list"), _("Done: %(verb)s, %(record)s") % {"verb": self.verb.label, "record": self.row})
        return super().done(result)


class PickedCustomersView(BulkView):
    """Claims are judged as a whole; an assignment shares the picked customers out."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.perform_all(dict(form.cleaned_data))
        except ValidationError as refusal:
            put_errors(form, refusal)
            return self.show(form, status=422)
        return self.done(self.verb.label)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form())

    def form(self, data: Any = None) -> BaseForm:
        if self.verb.name != "assign":
            return Form(data)
        form = AssignManyForm(data)
        form.meet_many(self.rows)
        people = form.fields["people"].queryset
        prepare(form, self.request.user)
        form.fields["people"].queryset = people
        return form

    def perform_all(self, inputs: dict) -> None:
        keys = [row.pk for row in self.rows]
        if self.verb.name == "assign":
            actions.assign_many(keys, by=self.request.user, mode=Mode(inputs["mode"]), people=list(inputs["people"]))
        elif self.skipped:
            raise ValidationError(_("Some of these customers are no longer in the pool. Nothing was claimed."))
        else:
            actions.claim_many(keys, by=self.request.user)
