"""What a run did not pay, and why not: credit of nobody, credit of people on no plan, people on a plan without credit."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.screens.sources import Source, sources

from .models import Plan, PlanAssignment, Run

SHOWN = 100


@dataclass
class Amount:
    """A sum of a measure; `is_money` tells yuan from pieces."""

    label: str
    value: Decimal
    count: int
    is_money: bool


@dataclass
class Reconciliation:
    """Empty parts mean that everything of the period was paid by a plan."""

    nobodys: list[tuple[Entry, Source | None]] = field(default_factory=list)
    nobodys_sums: list[Amount] = field(default_factory=list)
    unplanned: list[tuple[str, Amount]] = field(default_factory=list)
    without_credit: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.nobodys_sums or self.unplanned or self.without_credit)


def reconcile(run: Run, *, by: User) -> Reconciliation:
    """Of the measures that the run's plans pay on, in its period, as far as `by` may see the ledger."""
    plans = run.plans()
    entries = visible(by, Entry.objects.filter(measure__in=_paid_measures(plans)).between(run.period.start, run.period.end))
    nobodys = entries.filter(person__isnull=True)
    shown = list(nobodys.order_by("-amount", "pk")[:SHOWN])
    found = sources({(entry.source_type, entry.source_id) for entry in shown}, by)
    return Reconciliation(
        nobodys=[(entry, found.get((entry.source_type, entry.source_id))) for entry in shown],
        nobodys_sums=[_amount(row) for row in _summed(nobodys, "measure")],
        unplanned=[(row["person__name"], _amount(row)) for row in _summed(_unplanned(entries), "person__sort_key", "person__name", "measure")],
        without_credit=_without_credit(plans, run, entries),
    )


def _paid_measures(plans: list[Plan]) -> set[str]:
    return {measure for plan in plans for measure in plan.released_measures}


def _unplanned(entries: QuerySet) -> QuerySet:
    """Whoever sold, but was on that day on no plan, of any currency, that pays on the measure."""
    on_that_day = PlanAssignment.objects.active().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("earned_on")), starts_on__lte=OuterRef("earned_on"), person=OuterRef("person")
    )
    planned = Q(pk__in=[])
    for plan in Plan.objects.filter(terms__released_at__isnull=False).distinct():
        planned |= Q(Exists(on_that_day.filter(plan=plan)), measure__in=plan.released_measures)
    return entries.filter(~planned, person__isnull=False)


def _without_credit(plans: list[Plan], run: Run, entries: QuerySet) -> list[str]:
    on_plan = PlanAssignment.objects.active().touching(run.period).filter(plan__in=plans)
    credited = entries.filter(person=OuterRef("person"))
    return list(on_plan.filter(~Exists(credited)).order_by("person__sort_key").values_list("person__name", flat=True).distinct())


def _summed(entries: QuerySet, *keys: str) -> QuerySet:
    return entries.order_by(*keys).values(*keys).annotate(total=Sum(F("amount")), count=Count("pk"))


def _amount(row: dict[str, Any]) -> Amount:
    known = MEASURES.get(row["measure"])
    label = str(known.label) if known else row["measure"]
    return Amount(label, Decimal(row["total"]) / SCALE, row["count"], known is not None and known.unit == Unit.MONEY)
