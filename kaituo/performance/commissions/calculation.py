"""One commission calculation: what each plan of a run pays, what customers' payments release, what disputes add. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.period import Period

from .choices import LineKind
from .drafts import Draft
from .earnings import Earnings
from .late_cash import late_releases
from .models import Dispute, Plan
from .releases import releases_of
from .terms import Terms, terms_of


def drafts_of_run(period: Period, plans: Sequence[Plan], code: str, *, said: Callable[[int, int], None] | None = None) -> list[Draft]:
    """All lines of a run: what was earned and clawed back, what customers' payments release, what accepted disputes add.

    `said` hears how many of the plans are done.
    """
    drafts: list[Draft] = []
    for done, plan in enumerate(plans):
        if said:
            said(done, len(plans))
        drafts += Calculation(terms_of(plan, period), period).drafts()
    return [*drafts, *_adjustments(period, code)]


class Calculation:
    """One plan over one period."""

    def __init__(self, terms: Terms, period: Period) -> None:
        self.terms, self.period = terms, period

    def drafts(self) -> list[Draft]:
        if not self.terms.components or not self.terms.payees:
            return []
        paid = self.terms.paid_periods(self.period)
        earned = Earnings(self.terms, paid).drafts() if paid else []
        return [*earned, *releases_of(self.terms, self.period), *late_releases(self.terms, self.period)]


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
