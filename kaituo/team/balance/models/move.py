"""One customer that would change hands, from whom to whom, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.ui.formats import percent

from ..choices import Goal

MILLION = 1_000_000
HUNDRED = 100


class RebalancingMove(Record):
    """Figures are those of the day it was reckoned: visits in hundredths, amounts in the base currency; shares of capacity in millionths."""

    rebalancing = models.ForeignKey("balance.Rebalancing", models.CASCADE, related_name="moves", verbose_name=_("Re-balancing"))
    position = models.PositiveSmallIntegerField(_("Order of moves"), default=0)
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="+", verbose_name=_("Account"))
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("hand-over", "From"))
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("hand-over", "To"))
    visits = models.PositiveIntegerField(default=0)
    potential = models.PositiveBigIntegerField(_("Potential"), default=0)
    pipeline = models.PositiveBigIntegerField(_("Open pipeline"), default=0)
    giver_share = models.PositiveBigIntegerField(default=0)
    receiver_share = models.PositiveBigIntegerField(default=0)
    is_misplaced = models.BooleanField(default=False)
    silent_days = models.PositiveIntegerField(default=0)
    is_taken_out = models.BooleanField(_("Taken out"), default=False)
    hand_over = models.ForeignKey("allocation.HandOver", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Hand-over"))

    access = Access(via="rebalancing")

    class Meta:
        verbose_name = _("Move of a re-balancing")
        verbose_name_plural = _("Moves of re-balancings")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["rebalancing", "account"], name="a_customer_moves_once")]

    def __str__(self) -> str:
        return str(self.account)

    @property
    def may_be_taken_out(self) -> bool:
        return self.rebalancing.is_draft and not self.is_taken_out

    @property
    def may_be_put_back(self) -> bool:
        return self.rebalancing.is_draft and self.is_taken_out

    @property
    def figures(self) -> dict[str, int]:
        return {Goal.CUSTOMERS: 1, Goal.VISITS: self.visits, Goal.POTENTIAL: self.potential, Goal.PIPELINE: self.pipeline}

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        said = {
            "giver": self.giver,
            "receiver": self.receiver,
            "from": percent(self.giver_share / MILLION, 0),
            "to": percent(self.receiver_share / MILLION, 0),
        }
        loads = gettext("%(giver)s is at %(from)s of her capacity, %(receiver)s at %(to)s") % said
        place = gettext("%(giver)s does not work where it lies") % said if self.is_misplaced else gettext("%(receiver)s works there too") % said
        return f"{loads} · {place}"
