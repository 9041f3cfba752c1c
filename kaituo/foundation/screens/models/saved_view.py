"""A list as somebody arranged it: filters, order, grouping and columns under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.models.record import RecordQuerySet


class SavedViewQuerySet(RecordQuerySet):
    def offered_to(self, user: User, screen: str) -> "SavedViewQuerySet":
        """Her own, those of her teams, and those for everybody."""
        teams = Membership.objects.on(timezone.localdate()).filter(user=user).values("team_id")
        return self.active().filter(Q(owner=user) | Q(is_for_all=True) | Q(team__in=teams), screen=screen).order_by("name", "pk")


class SavedView(Record):
    """`query` is the list's address after the question mark. The default of a person is what her list opens with."""

    name = models.CharField(_("Name"), max_length=80)
    screen = models.CharField(max_length=80, editable=False)
    query = models.TextField(blank=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Owner"))
    team = models.ForeignKey("identity.Team", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Shared with team"))
    is_for_all = models.BooleanField(_("Shared with everybody"), default=False)
    is_default = models.BooleanField(_("My list opens with it"), default=False)

    objects = SavedViewQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Saved view")
        verbose_name_plural = _("Saved views")
        indexes = [models.Index(fields=["screen", "owner"])]

    def __str__(self) -> str:
        return self.name
