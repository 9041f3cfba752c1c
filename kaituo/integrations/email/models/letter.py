"""A letter to or from a customer, once for the whole installation, however many boxes hold it; and apart from it, what stands in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.integrations.answers import plainly

from ..choices import Direction, Openness, Sending
from ..queries import LetterQuerySet, WordingQuerySet


class Letter(Record):
    """`key` is the digest of its Message-ID, or of what else tells it from others; `thread` that of the letter that began the exchange.

    One that is written here is marked as being sent before it is, and as sent afterwards. Whatever ends the process in between leaves it unsure: nobody
    knows whether it arrived, so it is not sent again by itself.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    message_id = models.CharField(max_length=500, blank=True, editable=False)
    thread = models.CharField(max_length=64, db_index=True, editable=False)
    references = models.JSONField(default=list, blank=True, editable=False)
    direction = models.CharField(_("Direction"), max_length=3, choices=Direction)
    subject = models.CharField(pgettext_lazy("letter", "Subject"), max_length=300, blank=True)
    sender_name = models.CharField(_("Sender"), max_length=120, blank=True)
    sender = models.CharField(_("From"), max_length=254, blank=True)
    to = models.JSONField(pgettext_lazy("letter", "To"), default=list, blank=True)
    cc = models.JSONField(_("Copy to"), default=list, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("letter", "Written"), default=timezone.now)
    mailbox = models.ForeignKey("email.Mailbox", models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("Mailbox"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters", verbose_name=_("Our person"))
    account = models.ForeignKey("customers.Account", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("Account"))
    lead = models.ForeignKey("leads.Lead", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("Lead"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("Contact"))
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("Opportunity")
    )
    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, null=True, blank=True, editable=False, related_name="letter", verbose_name=_("Follow-up")
    )
    shows = models.CharField(_("What others see"), max_length=8, choices=Openness, default=Openness.SUBJECT, editable=False)
    is_dropped = models.BooleanField(_("Filed by blind copy"), default=False, editable=False)
    left_out = models.JSONField(_("Files not kept"), default=list, editable=False)
    state = models.CharField(pgettext_lazy("letter", "Sending"), max_length=9, choices=Sending, blank=True, default="", editable=False)
    due_at = models.DateTimeField(_("To be sent at"), null=True, blank=True, editable=False)
    attempt_count = models.PositiveSmallIntegerField(_("Attempts"), default=0, editable=False)
    sending_since = models.DateTimeField(null=True, blank=True, editable=False)
    problem = models.CharField(_("Problem"), max_length=300, blank=True, editable=False)
    followed_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When it became a follow-up, of the lead's too, which keeps no activity."""

    objects = LetterQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = (
        "subject",
        "sender",
        "sender_name",
        "to",
        "cc",
        "message_id",
        "references",
        "left_out",
        "sending_since",
        "attempt_count",
        "problem",
        "followed_up_at",
    )

    class Meta:
        verbose_name = pgettext_lazy("e-mail", "Letter")
        verbose_name_plural = pgettext_lazy("e-mail", "Letters")
        indexes = [
            models.Index(fields=["account", "-sent_at"], name="letter_of_account"),
            models.Index(fields=["contact", "-sent_at"], name="letter_of_contact"),
            models.Index(fields=["lead", "-sent_at"], name="letter_of_lead"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="letters_due"),
            models.Index(fields=["sending_since"], condition=Q(state="sending"), name="letters_being_sent"),
        ]
        constraints = [models.CheckConstraint(condition=Q(account__isnull=False) | Q(lead__isnull=False), name="letter_concerns_somebody")]

    def __str__(self) -> str:
        return self.subject or gettext("(no subject)")

    @property
    def is_awaited(self) -> bool:
        """The customer waits for an answer to it."""
        return self.is_active and hasattr(self, "awaited") and self.awaited.answered_at is None

    def receivers(self) -> str:
        return "、".join(name or address for name, address in [*self.to, *self.cc])

    receivers.label = pgettext_lazy("letter", "To")

    @property
    def about(self) -> models.Model:
        """The customer, or the lead that is none yet."""
        return self.account or self.lead

    @property
    def is_settled(self) -> bool:
        """Found in a box, or sent from here."""
        return self.state in {"", Sending.SENT}

    @property
    def may_be_sent_again(self) -> bool:
        return self.is_active and self.state in {Sending.FAILED, Sending.UNSURE, Sending.CANCELLED}

    @property
    def may_be_cancelled(self) -> bool:
        return self.is_active and self.state in {Sending.WAITING, Sending.FAILED}

    @property
    def is_unsure(self) -> bool:
        return self.is_active and self.state == Sending.UNSURE

    def problem_plainly(self) -> str:
        return plainly(self.problem)

    problem_plainly.label = _("Problem")


class Wording(Record):
    """What a letter says, and its files, which are kept with this row. Apart, because others may see the subject and not this."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="wording", verbose_name=pgettext_lazy("e-mail", "Letter"))
    text = models.TextField(_("Text"), blank=True)

    objects = WordingQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("text",)

    class Meta:
        verbose_name = _("Text of a letter")
        verbose_name_plural = _("Texts of letters")

    def __str__(self) -> str:
        return str(self.letter)


class Keeping(models.Model):
    """A person's or a team's box holds the letter: she, or whoever is a member today, sees it whole and says what others see of it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="keepings", verbose_name=pgettext_lazy("e-mail", "Letter"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.CASCADE, null=True, related_name="+", verbose_name=_("Team"))

    access = Access(via="letter")

    class Meta:
        verbose_name = _("Holder of a letter")
        verbose_name_plural = _("Holders of letters")
        constraints = [
            models.UniqueConstraint(fields=["letter", "person"], name="one_keeping_per_letter_and_person"),
            models.UniqueConstraint(fields=["letter", "team"], name="one_keeping_per_letter_and_team"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.team} · {self.letter}"
