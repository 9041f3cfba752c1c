"""A mailbox that is read over IMAP and may be sent from over SMTP: a person's, a team's, a drop box for blind copies, or the one for enquiries."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.integrations.answers import plainly
from kaituo.integrations.sealed import opened, seal

from ..choices import Kind, Openness, Security
from ..queries import MailboxQuerySet

PURPOSE, PURPOSE_OUT = "kaituo.email:", "kaituo.email.out:"


class Mailbox(Record):
    """Somebody answers for every box, a team's too: she hears when it cannot be read, and it is found among hers. Only letters since `reads_from` are looked at."""

    name = models.CharField(_("Name"), max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, blank=True, related_name="mailboxes", verbose_name=_("Whose box"))
    kind = models.CharField(_("What it is for"), max_length=10, choices=Kind, default=Kind.OWN, editable=False)
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("Team"))
    campaign = models.CharField(_("Campaign"), max_length=60, blank=True, editable=False)
    address = models.EmailField(_("E-mail address"), help_text=_("The one that customers write to"))
    host = models.CharField(_("IMAP server"), max_length=200)
    security = models.CharField(_("Security"), max_length=8, choices=Security, default=Security.TLS)
    port = models.PositiveIntegerField(_("Port"), null=True, blank=True, help_text=_("Empty: the usual one"))
    user = models.CharField(_("Sign-in name there"), max_length=200, blank=True, help_text=_("Empty: the e-mail address"))
    sealed_password = models.TextField(editable=False)
    sent_folder = models.CharField(_("Folder of sent letters"), max_length=120, blank=True, help_text=_("Empty: found by itself"))
    copies_sent = models.BooleanField(
        _("Lay what is sent from here into the folder of sent letters"), default=True, help_text=_("Only where the provider has not done so itself")
    )
    smtp_host = models.CharField(_("SMTP server"), max_length=200, blank=True, help_text=_("Empty: nothing is sent from this box"))
    smtp_security = models.CharField(_("Security of sending"), max_length=8, choices=Security, default=Security.TLS)
    smtp_port = models.PositiveIntegerField(_("Port of sending"), null=True, blank=True, help_text=_("Empty: the usual one"))
    smtp_user = models.CharField(_("Sign-in name for sending"), max_length=200, blank=True, help_text=_("Empty: the one for reading"))
    sealed_smtp_password = models.TextField(editable=False, blank=True)
    signature = models.TextField(_("Signature"), max_length=1000, blank=True)
    reads_from = models.DateField(_("Letters since"), default=clock.today)
    shows = models.CharField(_("What others see"), max_length=8, choices=Openness, default=Openness.SUBJECT)
    is_on = models.BooleanField(_("Is read"), default=True, editable=False)
    looked_at = models.DateTimeField(_("Last looked at"), null=True, blank=True, editable=False)
    is_working = models.BooleanField(_("Worked last time"), null=True, editable=False)
    said = models.CharField(pgettext_lazy("mailbox", "Answer"), max_length=300, blank=True, editable=False)
    failure_count = models.PositiveIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(_("Next look"), null=True, blank=True, editable=False)

    objects = MailboxQuerySet.as_manager()
    access = Access(owner="owner")
    unlogged = ("sealed_password", "sealed_smtp_password")

    class Meta:
        verbose_name = _("Mailbox")
        verbose_name_plural = _("Mailboxes")

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        """Whoever connects a box without saying whose it is connects her own."""
        if self.owner_id is None:
            self.owner = self.created_by
        self.user = self.user or self.address

    def clean(self) -> None:
        for name in ("security", "smtp_security"):
            if getattr(self, name) == Security.NONE and not settings.WEBHOOKS_ALLOW_PRIVATE:
                raise ValidationError({name: _("Without encryption the password could be read on the way. Choose TLS.")})
        for name in ("host", "user", "sent_folder", "smtp_host", "smtp_user"):
            if any(not each.isprintable() for each in getattr(self, name)):
                raise ValidationError({name: _("This holds a character that cannot stand here.")})

    @property
    def password(self) -> str:
        """Opened; for whoever signs in, never for a page."""
        return opened(PURPOSE + self.host, self.sealed_password) if self.sealed_password else ""

    def keep(self, password: str, host: str) -> None:
        """Left empty, it stays as it was. Sealed for this one server: whoever writes another one into the record cannot have it sent there."""
        if password:
            self.sealed_password = seal(PURPOSE + host, password)

    @property
    def smtp_password(self) -> str:
        """Like `password`, for whoever sends."""
        return opened(PURPOSE_OUT + self.smtp_host, self.sealed_smtp_password) if self.sealed_smtp_password else ""

    def keep_for_sending(self, password: str, host: str) -> None:
        if password:
            self.sealed_smtp_password = seal(PURPOSE_OUT + host, password)

    @property
    def may_send(self) -> bool:
        return self.is_active and bool(self.smtp_host)

    @property
    def is_off(self) -> bool:
        return not self.is_on

    @property
    def is_ready(self) -> bool:
        return self.is_active and self.is_on

    def said_plainly(self) -> str:
        return plainly(self.said)

    said_plainly.label = pgettext_lazy("mailbox", "Answer")
