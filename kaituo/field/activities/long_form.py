"""The long form of a follow-up, with everything that can be said of it."""

from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm

from kaituo.foundation.screens.forms import values_of
from kaituo.foundation.screens.views.form import FormView

from . import actions


class ActivityFormView(FormView):
    """The long form logs as the quick one does, so that a follow-up counts whichever way it is written."""

    @transaction.atomic
    def save(self, form: ModelForm, lines: list) -> Model:
        if self.row.pk is not None:
            return super().save(form, lines)
        form.instance.extra = values_of(form).get("extra", {})
        return actions.log(form.instance, by=self.request.user)
