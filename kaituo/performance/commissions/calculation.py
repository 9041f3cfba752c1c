"""One commission calculation: what each plan of a run pays, what customers' payments release, what disputes add. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.period import Period

from .choices import LineKind
from .credits import AS_SOLD, Row
from .drafts import Draft
from .earnings import Earned, Earnings
from .facts import Facts
from .late_cash import late_releases
from .models import Dispute, Plan
from .releases import releases_of
from .terms import Terms


def drafts_beside(period: Period, code: str, plan: Plan | None) -> list[Draft]:
    """What customers' payments release and accepted disputes add; of one plan, or of all of the currency."""
    return [*releases_of(period, code, plan), *_adjustments(period, code)]


class Calculation:
    """One plan over one period. `scale` in percent: as if so much had been sold in it.

    `imagined`: credits that nothing stands behind yet; `told`: what would be known of them, by their numbers.
    """

    def __init__(
        self, terms: Terms, period: Period, scale: int = AS_SOLD, imagined: Sequence[Row] = (), told: Mapping[int, Facts] | None = None
    ) -> None:
        self.terms, self.period, self.scale, self.imagined, self.told = terms, period, scale, imagined, told or {}

    def drafts(self) -> list[Draft]:
        if not self.terms.components or not self.terms.payees:
            return []
        with self.calculated() as earned:
            return [*(earned.drafts() if earned else []), *late_releases(self.terms, self.period)]

    @contextmanager
    def calculated(self) -> Iterator[Earned | None]:
        """What the plan pays of its own, as long as the block lasts; nothing where no pay period ends in the run's."""
        paid = self.terms.paid_periods(self.period) if self.terms.components and self.terms.payees else []
        if not paid:
            yield None
            return
        with Earnings(self.terms, paid, self.scale, self.imagined, self.told).calculated() as earned:
            yield earned


def _adjustments(period: Period, code: str) -> list[Draft]:
    """Accepted disputes of earlier runs that no run has paid yet."""
    rows = Dispute.objects.filter(state="accepted", settled_in__isnull=True, statement__currency=code, statement__run__starts_on__lt=period.start)
    return [
        Draft(
            payee_id=dispute.payee_id,
            component=None,
            kind=LineKind.ADJUSTMENT,
            on=period.start,
            earned_on=period.start,
            amount_minor=dispute.amount_minor,
            result_minor=dispute.amount_minor,
            source_type=dispute._meta.label,
            source_id=dispute.pk,
            explanation=Step("commission.adjustment", dispute.amount_minor, {"dispute": dispute.pk, "reason": dispute.answer}).to_plain(),
        )
        for dispute in rows.order_by("pk")
    ]


def totals(drafts: Iterable[Draft]) -> dict[int, int]:
    """Minor units by payee."""
    found: dict[int, int] = defaultdict(int)
    for draft in drafts:
        found[draft.payee_id] += draft.amount_minor
    return dict(found)
