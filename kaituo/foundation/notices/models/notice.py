"""What somebody was told."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from ..kinds import KINDS
from ..queries import NoticeQuerySet

COUNTED = 100


class Notice(models.Model):
    """The sentence is put together when it is read, so that it is in the reader's language."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("Person"))
    kind = models.CharField(_("Kind"), max_length=80)
    params = models.JSONField(_("Words"), default=dict)
    model = models.CharField(_("Kind of record"), max_length=80, blank=True)
    record_id = models.BigIntegerField(_("Record"), null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Who"))
    created_at = models.DateTimeField(_("When"), default=clock.now)
    read_at = models.DateTimeField(pgettext_lazy("when", "Read"), null=True)
    snoozed_until = models.DateTimeField(_("Put off until"), null=True)
    is_in_inbox = models.BooleanField(_("Inbox"), default=True)
    """False for what a person wants to hear of on other ways only."""
    carried_at = models.DateTimeField(_("Handed to the channels"), null=True)
    """When its deliveries were made; again empty once it was put off and has come back."""

    written_at = models.DateTimeField(_("Written in a letter"), null=True)
    """When an e-mail digest told it, so that no later one does; again empty once it was put off."""

    objects = NoticeQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        indexes = [
            models.Index(fields=["person", "read_at", "-id"]),
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["id"], condition=Q(carried_at__isnull=True), name="notices_to_carry"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        declared = KINDS.get(self.kind)
        return str(declared.sentence) % self.params if declared else str(self.params.get("subject", self.kind))

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind].label) if self.kind in KINDS else self.kind

    @property
    def icon(self) -> str:
        return KINDS[self.kind].icon if self.kind in KINDS else "bell"

    @property
    def is_urgent(self) -> bool:
        return self.kind in KINDS and KINDS[self.kind].is_urgent

    @property
    def subject(self) -> models.Model | None:
        """The record it is about, as far as an address needs it: nothing is read."""
        try:
            return apps.get_model(self.model)(pk=self.record_id) if self.model else None
        except LookupError:
            return None

    @property
    def path(self) -> str:
        """Where its record has its page, or else the inbox."""
        try:
            return reverse(f"{self.model.lower().replace('.', '-')}-page", args=[self.record_id])
        except NoReverseMatch:
            return reverse("notices:inbox")


def count_unread(person) -> int:
    """What the bell shows; the inbox itself can be read to the end, so more than a hundred are not counted."""
    return Notice.objects.for_person(person).in_inbox().unread().order_by()[:COUNTED].count()
