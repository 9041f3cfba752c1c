"""Closing a span of days is a fact of its own, and its days are not edited afterwards: it is reopened."""

from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse

from kaituo.foundation.metrics import actions
from kaituo.foundation.screens.views.form import FormView
from kaituo.foundation.screens.views.page import PageView


class CloseView(FormView):
    def dispatch(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is not None:
            raise Http404
        return super().dispatch(request)

    def save(self, form: ModelForm, lines: list) -> Model:
        return actions.close(form.instance.starts_on, form.instance.ends_on, by=self.request.user)


class ClosedPage(PageView):
    def render(self, template: str, context: dict[str, Any], **options: Any) -> HttpResponse:
        return super().render(template, {**context, "may_change": False}, **options)
