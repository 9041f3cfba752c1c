"""A deal that may be won, with the products in it and the rivals for it."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number
from kaituo.sales.catalog.prices import price_on

from ..choices import OPEN_CATEGORIES, Category, Source, StageKind
from ..queries import OpportunityQuerySet
from .pipeline import Stage

NUMBERED = "OP-"
CENTS = 2
SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class Opportunity(Record):
    """`probability` and `category` are the rep's own word; empty, the stage speaks."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    name = models.CharField(_("Name"), max_length=200, db_index=True)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="opportunities", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("Contact"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="opportunities", verbose_name=_("Responsible rep"))
    pipeline = models.ForeignKey("pipeline.Pipeline", models.PROTECT, related_name="opportunities", verbose_name=_("Pipeline"))
    stage = models.ForeignKey("pipeline.Stage", models.PROTECT, blank=True, related_name="opportunities", verbose_name=_("Stage"))
    furthest_stage = models.ForeignKey(
        "pipeline.Stage", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Furthest stage reached")
    )
    """Kept with the deal, so that a funnel of a million deals is one reading. A deal born lost reached none."""
    stage_entered_at = models.DateTimeField(_("In this stage since"), default=clock.now, editable=False)
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    probability = models.DecimalField(
        _("Probability"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        validators=SHARE,
        help_text=_("0.6 is 60 %; empty: as the stage says"),
    )
    category = models.CharField(_("Forecast category"), max_length=12, choices=OPEN_CATEGORIES, blank=True, help_text=_("Empty: as the stage says"))
    expected_on = models.DateField(_("Expected close"))
    source = models.CharField(_("Source"), max_length=12, choices=Source, blank=True)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    competitors = models.ManyToManyField("pipeline.Competitor", through="pipeline.Rival", related_name="opportunities")
    won_on = models.DateField(_("Won on"), null=True, blank=True, editable=False)
    lost_on = models.DateField(_("Lost on"), null=True, blank=True, editable=False)
    loss_reason = models.ForeignKey(
        "pipeline.LossReason",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="opportunities",
        verbose_name=_("Reason for losing"),
    )
    notes = models.TextField(_("Notes"), blank=True)
    win_chance = models.DecimalField(_("Win probability"), max_digits=5, decimal_places=4, null=True, editable=False)
    """Reckoned every night from closed deals while this one is open (`chances`); a number beside the rep's word, never instead of it."""

    objects = OpportunityQuerySet.as_manager()
    access = Access(owner="owner", sensitive=("amount",))

    class Meta:
        verbose_name = _("Opportunity")
        verbose_name_plural = _("Opportunities")
        indexes = [
            models.Index(fields=["owner", "expected_on"]),
            models.Index(fields=["stage", "id"]),
            models.Index(fields=["won_on"]),
            models.Index(fields=["amount", "id"]),
            models.Index(fields=["expected_on", "id"], condition=Q(archived_at__isnull=True), name="by_expected_day"),
            models.Index(fields=["created_at", "id"]),
            models.Index(fields=["win_chance", "id"]),
            models.Index(fields=["lost_on", "won_on", "archived_at", "stage", "owner"], name="open_by_stage"),
            models.Index(fields=["lost_on", "won_on", "archived_at", "expected_on"], name="open_by_day"),
            models.Index(fields=["pipeline", "stage", "currency", "amount"], condition=Q(archived_at__isnull=True), name="sums_of_the_board"),
        ]
        constraints = [models.CheckConstraint(condition=Q(won_on__isnull=True) | Q(lost_on__isnull=True), name="won_or_lost_not_both")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.number = self.number or next_number(NUMBERED)
        if self.stage_id is None:
            self.stage = self.pipeline.first_stage()
        if self.furthest_stage_id is None:
            self.furthest_stage_id = self.stage_id

    def clean(self) -> None:
        if self.stage_id and self.pipeline_id and self.stage.pipeline_id != self.pipeline_id:
            raise ValidationError({"pipeline": _("The stage belongs to another pipeline.")})
        if self.contact_id and self.account_id and self.contact.account_id != self.account_id:
            raise ValidationError({"contact": _("This contact belongs to another account.")})
        if self.pipeline_id and not self.stage_id:
            self.pipeline.first_stage()

    def enter(self, stage: Stage, at: datetime) -> None:
        """Stand in the stage from that moment on; a lost deal keeps how far it came."""
        before = self.furthest_stage
        self.stage, self.stage_entered_at = stage, at
        if stage.kind != StageKind.LOST and (before is None or before.position < stage.position):
            self.furthest_stage = stage

    @property
    def is_open(self) -> bool:
        return self.is_active and self.won_on is None and self.lost_on is None

    @property
    def is_closed(self) -> bool:
        return self.is_active and not self.is_open

    def days_in_stage(self, now: datetime | None = None) -> int:
        return ((now or timezone.now()) - self.stage_entered_at).days

    days_in_stage.label = _("Days in stage")

    def is_stale(self, now: datetime | None = None) -> bool:
        """Longer in its stage than the stage says is healthy."""
        limit = self.stage.stale_after_days
        return bool(self.is_open and limit is not None and self.days_in_stage(now) > limit)

    is_stale.label = _("Stale")

    def effective_probability(self) -> Decimal:
        return self.stage.probability if self.probability is None or not self.stage.is_open else self.probability

    effective_probability.label = _("Probability")

    def weighted_amount(self) -> Decimal:
        """Amount × probability, to the cent: 1,000 at 60 % is 600."""
        return round_half_up(self.amount * self.effective_probability(), CENTS)

    weighted_amount.label = _("Weighted amount")

    def effective_category(self) -> Category:
        """The rep's own category while the deal is open, else that of its stage."""
        return Category(self.category if self.category and self.stage.is_open else self.stage.category)

    effective_category.label = _("Forecast category")

    def cycle_days(self) -> int:
        """From the first day to the day it was won or lost (or until today)."""
        end: date = self.won_on or self.lost_on or timezone.localdate()
        return max((end - timezone.localdate(self.created_at)).days, 0)

    cycle_days.label = _("Days from start to close")


class OpportunityLine(Record):
    """A product in a deal. When a deal has lines, its amount is their sum."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="lines", verbose_name=_("Opportunity"))
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="opportunity_lines", verbose_name=_("Product"))
    quantity = models.DecimalField(_("Quantity"), max_digits=14, decimal_places=4, default=1, validators=[MinValueValidator(0)])
    unit_price = models.DecimalField(_("Unit price"), max_digits=18, decimal_places=4, blank=True, validators=[MinValueValidator(0)])
    discount_rate = models.DecimalField(_("Discount"), max_digits=6, decimal_places=4, default=0, validators=SHARE, help_text=_("0.1 is 10 %"))
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2, default=0, editable=False)

    access = Access(via="opportunity")

    class Meta:
        verbose_name = _("Product line")
        verbose_name_plural = _("Product lines")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.product)

    def clean_fields(self, exclude=None) -> None:
        self.fill()
        super().clean_fields(exclude)

    def fill(self) -> None:
        """A price left empty follows the catalogue of the day; where it knows none, it is nothing and shows."""
        if self.unit_price is None and self.product_id and self.opportunity_id:
            self.unit_price = price_on(self.product, self.opportunity.currency, timezone.localdate(), self.quantity or Decimal(1)) or Decimal(0)

    def prepare(self) -> None:
        self.fill()
        self.amount = round_half_up(self.quantity * self.unit_price * (1 - self.discount_rate), CENTS)


class Rival(Record):
    """A competitor in a deal."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="rivals", verbose_name=_("Opportunity"))
    competitor = models.ForeignKey("pipeline.Competitor", models.PROTECT, related_name="rivalries", verbose_name=_("Competitor"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    access = Access(via="opportunity")

    class Meta:
        verbose_name = _("Competitor in the deal")
        verbose_name_plural = _("Competitors in the deal")
        constraints = [models.UniqueConstraint(fields=["opportunity", "competitor"], name="a_rival_once_per_deal")]

    def __str__(self) -> str:
        return str(self.competitor)
