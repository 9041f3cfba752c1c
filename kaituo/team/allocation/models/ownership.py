"""How one customer stands: who holds it since when and until when, or which pool it lies in."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.ui.formats import day as spoken_day

from ..choices import MASKED, VISIBLE, Ended, PhoneMask, RecycleKind
from ..engine.recycling import Drop
from ..queries import OwnershipQuerySet


class Shown:
    """A question of an ownership: what its pool shows of a field of the customer. No field, so nobody sorts or filters by what is hidden or masked."""

    def __init__(self, name: str) -> None:
        self.name, self.label = name, VISIBLE[name]

    def __get__(self, row: "Ownership | None", owner: type) -> "Shown | str":
        return self if row is None else row.shown(self.name)


class Ownership(Record):
    """One row for each customer, kept in step with the customer's own `owner` by the reactions of this context. Never written elsewhere."""

    account = models.OneToOneField("customers.Account", models.CASCADE, related_name="ownership", verbose_name=_("Account"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="ownerships", verbose_name=_("Held by"), editable=False
    )
    pool = models.ForeignKey("allocation.Pool", models.PROTECT, null=True, related_name="ownerships", verbose_name=_("Public pool"))
    is_pooled = models.BooleanField(_("In the pool"), default=False)
    held_since_on = models.DateField(_("Held since"), null=True)
    followed_up_on = models.DateField(_("Last follow-up"), null=True)
    protected_until = models.DateField(_("Protected until"), null=True)
    is_locked = models.BooleanField(_("Locked"), default=False)
    recycle_on = models.DateField(_("Drops on"), null=True, db_index=True)
    recycle_kind = models.CharField(_("Because"), max_length=10, choices=RecycleKind, blank=True)
    recycle_days = models.PositiveIntegerField(null=True)
    counted_from = models.DateField(null=True)
    warned_on = models.DateField(null=True)
    pooled_on = models.DateField(_("In the pool since"), null=True)
    pooled_how = models.CharField(_("Came by"), max_length=10, choices=Ended, blank=True)
    former_owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Held before by"))

    objects = OwnershipQuerySet.as_manager()
    access = Access(owner="owner", pool="pool")
    locked_after = "account"
    shown_phone, shown_email, shown_website, shown_address = Shown("phone"), Shown("email"), Shown("website"), Shown("address")
    shown_contact, shown_former_owner, shown_notes = Shown("contact"), Shown("former_owner"), Shown("notes")

    class Meta:
        verbose_name = pgettext_lazy("pool", "Customer in the pool")
        verbose_name_plural = pgettext_lazy("menu", "Public pool")
        indexes = [
            models.Index(fields=["is_pooled", "pool", "id"]),
            models.Index(fields=["owner", "id"]),
        ]
        constraints = [models.CheckConstraint(condition=Q(owner=None) | Q(is_pooled=False), name="nobody_holds_what_lies_in_the_pool")]

    def __str__(self) -> str:
        return self.account.name

    @property
    def is_held(self) -> bool:
        return self.owner_id is not None

    @property
    def is_claimable(self) -> bool:
        return self.is_pooled

    @property
    def may_be_locked(self) -> bool:
        return self.is_held and not self.is_locked

    @property
    def may_be_extended(self) -> bool:
        return self.is_held and self.protected_until is not None

    @property
    def days_left(self) -> int | None:
        return max((self.recycle_on - timezone.localdate()).days, 0) if self.recycle_on else None

    @property
    def reason(self) -> str:
        """Why it drops when it does, in the reader's language."""
        if self.recycle_on is None:
            return gettext("Locked") if self.is_locked else ""
        return reason_of(self.recycle_kind, self.recycle_days or 0, self.counted_from)

    def set_drop(self, drop: Drop | None) -> bool:
        """Unsaved. Returns whether anything differs; a later day takes a warning back."""
        wanted = (drop.on, drop.kind, drop.days, drop.counted_from) if drop else (None, "", None, None)
        if wanted == (self.recycle_on, self.recycle_kind, self.recycle_days, self.counted_from):
            return False
        if self.recycle_on is None or wanted[0] is None or wanted[0] > self.recycle_on:
            self.warned_on = None
        self.recycle_on, self.recycle_kind, self.recycle_days, self.counted_from = wanted
        return True

    def shown(self, name: str) -> str:
        """What the pool's room shows of a field of the customer."""
        if self.pool is None or name not in self.pool.visible_fields:
            return ""
        value = self._value(name)
        return masked(value) if name in MASKED and value and self.is_masked else value

    @property
    def is_masked(self) -> bool:
        mask = self.pool.phone_mask if self.pool else PhoneMask.NEVER
        return mask == PhoneMask.ALWAYS or (mask == PhoneMask.BEFORE_CLAIM and self.is_pooled)

    def _value(self, name: str) -> str:
        if name == "former_owner":
            return str(self.former_owner or "")
        if name == "contact":
            return next((f"{each.name} {each.title}".strip() for each in self.account.contacts.all() if each.is_primary), "")
        return str(getattr(self.account, name) or "")


def reason_of(kind: str, days: int, counted_from: date | None) -> str:
    since = spoken_day(counted_from) if counted_from else ""
    if kind == RecycleKind.PROTECTION:
        return gettext("Protection since %(day)s is over and nothing was won") % {"day": since}
    limit = ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    return gettext("%(rule)s for more than %(days)s since %(day)s") % {"rule": RecycleKind(kind).label, "days": limit, "day": since}


def masked(text: str) -> str:
    """Enough to recognise a number by, not enough to call it."""
    kept = 2 if len(text) > 6 else 1
    return f"{text[:kept]}{'•' * 4}{text[-kept:]}"
