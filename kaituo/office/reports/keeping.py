"""Keeping a report: the form that names it and opens it to others; it comes from the builder and returns to the report."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kaituo.foundation.screens.views.form import FormView

from .addresses import OWN


class OwnedFormView(FormView):
    def write(self, form):
        """A new one belongs to whoever makes it."""
        if self.row.pk is None:
            form.instance.owner = self.request.user
        return super().write(form)


class ReportFormView(OwnedFormView):
    """A new report without anything built leads to the builder first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.row.pk is None and not request.GET.get(f"{OWN}about"):
            return HttpResponseRedirect(reverse("reports-builder"))
        return super().get(request)

    def initial(self) -> dict:
        query = self.request.GET.urlencode() if self.row.pk is None else ""
        return {"query": query, "name": self.request.GET.get(f"{OWN}title", ""), "openness": self.row.openness}
