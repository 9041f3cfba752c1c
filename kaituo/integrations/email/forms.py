"""The form of a mailbox, whose password is never sent back; what a box is for; what others see of a letter."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import Team, User

from .choices import Kind, Openness
from .models import Letter, Mailbox

READING = ["address", "name", "host", "security", "port", "user"]
SENDING = ["smtp_host", "smtp_security", "smtp_port", "smtp_user"]
SEALED = ("sealed_password", "sealed_smtp_password")


class MailboxForm(forms.ModelForm):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("Many providers want a password made for programs alone (授权码). It is kept sealed."),
    )

    smtp_password = forms.CharField(
        label=gettext_lazy("Password for sending"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("Empty: the one that was just entered for reading"),
    )

    class Meta:
        model = Mailbox
        fields = [*READING, *SENDING, "shows", "reads_from", "sent_folder", "copies_sent", "signature", "owner"]
        widgets = {"signature": forms.Textarea({"rows": 3}), "reads_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].required = False
        self.fields["password"].required = not self.instance.sealed_password
        if self.instance.sealed_password:
            self.fields["password"].widget.attrs["placeholder"] = _("Kept; enter it only to change it")
        if self.instance.sealed_smtp_password:
            self.fields["smtp_password"].widget.attrs["placeholder"] = _("Kept; enter it only to change it")
        self.order_fields([*READING, "password", *SENDING, "smtp_password"])

    def clean(self) -> dict:
        """The password travels on sealed, as a field of the record."""
        found = super().clean()
        if self.instance.sealed_password and "host" in self.changed_data and not found.get("password"):
            self.add_error("password", ValidationError(_("The server is another one: enter the password again.")))
        self.instance.keep(found.get("password") or "", found.get("host") or "")
        self._keep_for_sending(found)
        return {**found, **{name: getattr(self.instance, name) for name in SEALED}}

    def _keep_for_sending(self, found: dict) -> None:
        host, password = found.get("smtp_host") or "", found.get("smtp_password") or found.get("password") or ""
        is_other = not self.instance.sealed_smtp_password or "smtp_host" in self.changed_data
        if host and is_other and not password:
            self.add_error("smtp_password", ValidationError(_("Enter the password for this server.")))
        self.instance.keep_for_sending(password if host else "", host)

    @cached_property
    def changed_data(self) -> list[str]:
        found = super().changed_data
        return [*found, *SEALED] if {"password", "smtp_password"} & set(found) else found


class DedicateForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=Kind.choices)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=gettext_lazy("Team"), required=False, help_text=gettext_lazy("For a team's box: its letters belong to its members")
    )
    campaign = forms.CharField(
        label=gettext_lazy("Campaign"), max_length=60, required=False, help_text=gettext_lazy("For enquiries: what leads are counted for")
    )

    def meet(self, mailbox: Mailbox | None, by: User) -> None:
        self.fields["team"].queryset = Team.objects.all()
        if mailbox is not None:
            self.initial |= {"kind": mailbox.kind, "team": mailbox.team_id, "campaign": mailbox.campaign}

    def clean(self) -> dict:
        found = super().clean()
        if found.get("kind") == Kind.TEAM and not found.get("team"):
            self.add_error("team", ValidationError(_("Say whose box it is.")))
        return found


class OpenForm(forms.Form):
    shows = forms.ChoiceField(label=gettext_lazy("What others see"), choices=Openness.choices)

    def meet(self, letter: Letter | None, by: User) -> None:
        if letter is not None:
            self.initial |= {"shows": letter.shows}
