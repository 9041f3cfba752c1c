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
from .providers import Provider, servers_of

READING = ("host", "security", "port", "user")
SENDING = ("smtp_host", "smtp_security", "smtp_port", "smtp_user")
NAME_LENGTH = 80
RARE = ("shows", "reads_from", "sent_folder", "copies_sent", "signature", "owner")
SEALED = ("sealed_password", "sealed_smtp_password")


class MailboxForm(forms.ModelForm):
    """An address, a password and whose servers they are; the servers themselves only where nobody knows them."""

    provider = forms.ChoiceField(
        label=gettext_lazy("Provider"),
        required=False,
        choices=[("", gettext_lazy("By the address, or as entered under Servers")), *Provider.choices],
        help_text=gettext_lazy("Where the firm's mail lies: its servers are entered for you."),
    )
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
        fields = ["address", "name", *READING, *SENDING, *RARE]
        widgets = {"signature": forms.Textarea({"rows": 3}), "reads_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    folded = (
        (gettext_lazy("Servers"), (*READING, *SENDING, "smtp_password")),
        (gettext_lazy("What others see, signature, whose box"), RARE),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("owner", "host", "name"):
            self.fields[name].required = False
        self.fields["name"].help_text = _("Empty: the e-mail address")
        self.fields["host"].help_text = _("Empty: as the provider has it")
        if self.instance.pk:
            del self.fields["provider"]
        self.fields["password"].required = not self.instance.sealed_password
        if self.instance.sealed_password:
            self.fields["password"].widget.attrs["placeholder"] = _("Kept; enter it only to change it")
        if self.instance.sealed_smtp_password:
            self.fields["smtp_password"].widget.attrs["placeholder"] = _("Kept; enter it only to change it")
        self.order_fields(["address", "password", "provider", "name", *READING, *SENDING, "smtp_password"])

    def clean(self) -> dict:
        """The password travels on sealed, as a field of the record."""
        found = self._with_servers(super().clean())
        if self.instance.sealed_password and "host" in self.changed_data and not found.get("password"):
            self.add_error("password", ValidationError(_("The server is another one: enter the password again.")))
        self.instance.keep(found.get("password") or "", found.get("host") or "")
        self._keep_for_sending(found)
        found["name"] = found.get("name") or found.get("address", "")[:NAME_LENGTH]
        return {**found, **{name: getattr(self.instance, name) for name in SEALED}}

    def _with_servers(self, found: dict) -> dict:
        """Those of the provider where the box has none: a new one without both reads and sends with the provider's."""
        known = None if found.get("host") else servers_of(found.get("provider") or "", found.get("address") or "")
        if known:
            return found | {"host": known.imap, "smtp_host": found.get("smtp_host") or ("" if self.instance.pk else known.smtp)}
        if not found.get("host") and "host" not in self.errors:
            self.add_error("host", ValidationError(_("These servers are not known: choose the provider, or enter the IMAP server.")))
        return found

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
