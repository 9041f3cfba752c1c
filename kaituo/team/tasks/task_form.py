"""The long form of a task. What it is about travels in the address: `?about=customers.Account:12`."""

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from kaituo.foundation.identity.access import VIEW, visible
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.form import FormView

from . import actions

ABOUT = "about"


def record_asked_for(request: HttpRequest) -> Model | None:
    """The record that the address names, if there is one and the person may see it."""
    label, _colon, pk = request.GET.get(ABOUT, "").partition(":")
    try:
        model = apps.get_model(label) if label.count(".") == 1 else None
    except LookupError:
        return None
    if model is None or not is_id(pk) or not hasattr(model, "access"):
        return None
    return visible(request.user, model._default_manager.filter(pk=pk), VIEW).first()


class TaskFormView(FormView):
    @transaction.atomic
    def save(self, form: ModelForm, lines: list) -> Model:
        is_new, about = self.row.pk is None, record_asked_for(self.request)
        row = super().save(form, lines)
        if is_new and about is not None:
            actions.link(row, about, by=self.request.user)
        return row

    def show(self, form: ModelForm, lines: list, status: int = 200, **more):
        return super().show(form, lines, status, about=record_asked_for(self.request), **more)
