"""Opening one record to one person or team who could not see it otherwise, and closing it again."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import Share, Team, User

from .facts import RECORD_SHARED, RECORD_UNSHARED
from .models import Record
from .verbs import action

VERBS = [(access.VIEW, gettext_lazy("May see it")), (access.CHANGE, gettext_lazy("May change it"))]


class ShareForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Person"), required=False)
    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("Team"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What for"), choices=VERBS)
    last_on = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def meet(self, record: Record, by: User) -> None:
        self.fields["person"].queryset = User.objects.people().filter(is_active=True)
        self.fields["team"].queryset = Team.objects.all()

    def clean(self) -> dict:
        found = super().clean()
        if bool(found.get("person")) == bool(found.get("team")):
            raise ValidationError(_("Name either a person or a team."))
        return {**found, "name": str(found.get("person") or found.get("team"))}


@action(label=gettext_lazy("Share"), says=RECORD_SHARED, allow=access.CHANGE, form=ShareForm, when="is_active", icon="share")
def share(
    record: Record, *, by: User, verb: str, person: User | None = None, team: Team | None = None, last_on: date | None = None, name: str = ""
) -> None:
    """From today; `ends_on` of a share is the day after the last."""
    today = timezone.localdate()
    ends_on = date.fromordinal(last_on.toordinal() + 1) if last_on else None
    if ends_on and ends_on <= today:
        raise ValidationError({"last_on": _("This day has passed.")})
    same = Share.objects.on(today).filter(model=record._meta.label, record_id=record.pk, user=person, team=team, verb=verb)
    same.update(ends_on=today)
    Share.objects.create(model=record._meta.label, record_id=record.pk, user=person, team=team, verb=verb, starts_on=today, ends_on=ends_on)


class EndShareForm(forms.Form):
    """`share` is the key of one share of this record that holds today."""

    share = forms.IntegerField(widget=forms.HiddenInput)

    def meet(self, record: Record, by: User) -> None:
        self.record = record

    def clean_share(self) -> Share:
        found = shares_of(self.record).filter(pk=self.cleaned_data["share"]).first()
        if found is None:
            raise ValidationError(_("It is no longer shared."))
        return found

    def clean(self) -> dict:
        found = super().clean()
        return {**found, "name": str(found["share"].receiver)} if "share" in found else found


@action(label=gettext_lazy("End sharing"), says=RECORD_UNSHARED, allow=access.CHANGE, form=EndShareForm, icon="x")
def end_share(record: Record, *, by: User, share: Share, name: str = "") -> None:
    """Whoever may share a record may end what it is shared by."""
    share.close()
    share.save(update_fields=["ends_on"])


def shares_of(record: models.Model) -> QuerySet[Share]:
    """By whom it may be seen or changed today although it is not theirs."""
    found = Share.objects.on(timezone.localdate()).filter(model=record._meta.label, record_id=record.pk, verb__in=dict(VERBS))
    return found.select_related("user", "team").order_by("starts_on", "pk")
