"""A public pool: customers that nobody holds, who may take them, and what is demanded of those who hold them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.customers.choices import AccountClass

from ..choices import Extension, PhoneMask, RecycleKind
from ..engine.recycling import Policy, Rule
from ..queries import PoolMemberQuerySet, PoolQuerySet

if TYPE_CHECKING:
    from kaituo.sales.customers.models import Account

MOST_DAYS = 3650
DAYS = [MinValueValidator(0), MaxValueValidator(MOST_DAYS)]


def days(label: str, **options) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=DAYS, **options)


class Pool(Record):
    """`rules_in_force` holds what was set up to last night: a changed rule acts from the next day."""

    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=120, unique=True)
    is_on = models.BooleanField(_("In use"), default=True)
    priority = models.PositiveSmallIntegerField(
        pgettext_lazy("precedence", "Order"),
        default=10,
        help_text=_("A customer belongs to the first pool that takes it, lowest number first; never to several."),
    )
    regions = models.JSONField(_("Provinces"), default=list, blank=True, help_text=_("One a line; empty: all"))
    industries = models.JSONField(_("Industries"), default=list, blank=True)
    account_classes = models.JSONField(_("Classes"), default=list, blank=True)
    visible_fields = models.JSONField(_("Shown beside name, class, industry and place"), default=list, blank=True)
    phone_mask = models.CharField(_("Numbers are masked"), max_length=6, choices=PhoneMask, default=PhoneMask.BEFORE_CLAIM)
    daily_cap = models.PositiveSmallIntegerField(_("Claims a day and person"), null=True, blank=True, help_text=_("Empty: no limit"))
    cooling_days = days(_("Days until a former holder may claim again"), default=7)
    protection_days = days(_("Days of protection from the claim"), default=90)
    extension_days = days(_("Days an extension adds"), default=30)
    extends_when = models.CharField(_("May be extended when"), max_length=10, choices=Extension, default=Extension.OPEN_DEAL)
    longest_protection = days(_("Protection lasts at most, days"), default=180)
    warning_days = days(_("Warn so many days before"), default=3)
    spares_won = models.BooleanField(_("Customers that bought stay"), default=True)
    spares_open_deal = models.BooleanField(_("Customers with an open deal stay"), default=True)
    follow_ups = models.JSONField(_("What counts as a follow-up"), default=list, blank=True, help_text=_("None chosen: everything listed"))
    recycles_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Drop into"), help_text=_("Empty: into this pool")
    )
    appeal_days = days(_("Days in which one may appeal"), default=7)
    rules_in_force = models.JSONField(default=dict, editable=False)

    objects = PoolQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Public pool")
        verbose_name_plural = _("Public pools")
        ordering = ["priority", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.longest_protection < self.protection_days:
            raise ValidationError({"longest_protection": _("The longest protection cannot be shorter than the first.")})
        if self.recycles_to_id and self.recycles_to_id == self.pk:
            self.recycles_to = None

    def takes(self, account: "Account") -> bool:
        wanted = ((self.regions, account.region), (self.industries, account.industry), (self.account_classes, account.account_class))
        return all(not chosen or value in chosen for chosen, value in wanted)

    def counts(self, kind: str) -> bool:
        """Whether a kind of follow-up counts here."""
        return not self.follow_ups or kind in self.follow_ups

    def policy_as_set(self) -> Policy:
        """The rules as they stand now, which act from the next day."""
        rules = [Rule(rule.kind, rule.days, rule.account_class) for rule in self.rules.active()]
        return Policy(tuple(rules), self.spares_won, self.spares_open_deal)

    @property
    def policy(self) -> Policy:
        """The rules in force today."""
        kept = self.rules_in_force
        rules = tuple(Rule(*each) for each in kept.get("rules", ()))
        return Policy(rules, kept.get("spares_won", True), kept.get("spares_open_deal", True))


class PoolMember(Record):
    """A person or a whole team that may claim from a pool, or run it."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="members", verbose_name=_("Public pool"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="pool_memberships", verbose_name=_("Person")
    )
    team = models.ForeignKey("identity.Team", models.CASCADE, null=True, blank=True, related_name="pool_memberships", verbose_name=_("Team"))
    is_admin = models.BooleanField(_("Runs the pool"), default=False)
    weight = models.PositiveSmallIntegerField(
        _("Weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)], help_text=_("For assignment by weight")
    )

    objects = PoolMemberQuerySet.as_manager()
    access = Access(via="pool")

    class Meta:
        verbose_name = _("Pool member")
        verbose_name_plural = _("Pool members")
        constraints = [
            models.UniqueConstraint(fields=["pool", "user"], condition=Q(archived_at=None), name="one_seat_per_person_and_pool"),
            models.UniqueConstraint(fields=["pool", "team"], condition=Q(archived_at=None), name="one_seat_per_team_and_pool"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.team)

    def clean(self) -> None:
        if bool(self.user_id) == bool(self.team_id):
            raise ValidationError(_("Name either a person or a team."))


class RecycleRule(Record):
    """After how many days a customer drops; a rule for one class goes before the rule for all."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="rules", verbose_name=_("Public pool"))
    kind = models.CharField(_("Condition"), max_length=10, choices=RecycleKind)
    days = days(_("For more than, days"), default=30)
    account_class = models.CharField(
        _("Class"), max_length=1, choices=AccountClass, blank=True, help_text=_("Empty: every class without its own rule")
    )

    access = Access(via="pool")

    class Meta:
        verbose_name = _("Recycling rule")
        verbose_name_plural = _("Recycling rules")
        ordering = ["kind", "account_class"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "kind", "account_class"],
                condition=Q(archived_at=None),
                name="one_recycling_rule_of_a_kind",
                violation_error_message=_("There is such a rule for this class already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} > {self.days}"
