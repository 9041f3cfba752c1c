"""What is held back until customers pay: carried on from each approved run, and found again without reading what was settled long ago."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet, Sum

from kaituo.foundation.kernel.period import Period

from .cash import moved_since
from .choices import Release
from .models import Hold, Plan, Run, StatementLine

KEYS = ("payee_id", "component_id", "entry_id", "source_type", "source_id", "earned_on")
BATCH = 500


def hold_back(run: Run) -> None:
    """Add the run's lines to what was earned and paid of their credits before. To be called once, when the run is approved."""
    sums = on_cash(StatementLine.objects.filter(statement__run=run)).values_list(*KEYS).annotate(earned=Sum("result_minor"), paid=Sum("amount_minor"))
    for some in _batches(list(sums)):
        held = {(hold.entry_id, hold.component_id, hold.payee_id): hold for hold in Hold.objects.filter(entry_id__in={row[2] for row in some})}
        new = []
        for *key, earned, paid in some:
            known = dict(zip(KEYS, key, strict=True))
            hold = held.get((known["entry_id"], known["component_id"], known["payee_id"]))
            if hold is None:
                new.append(hold := Hold(**known))
            hold.earned_minor, hold.paid_minor = hold.earned_minor + earned, hold.paid_minor + paid
            hold.is_settled = hold.earned_minor == hold.paid_minor
        Hold.objects.bulk_create(new)
        Hold.objects.bulk_update([hold for hold in held.values()], ["earned_minor", "paid_minor", "is_settled"])


def on_cash(lines: QuerySet) -> QuerySet:
    """The lines whose own version of the rule pays as the customer pays, whatever later versions say."""
    return lines.filter(component__release=Release.CASH, entry_id__isnull=False, source_id__isnull=False).order_by()


def held(period: Period, code: str, plan: Plan | None) -> list[Hold]:
    """What a run of the period must look at: what is not settled, and what was settled, but whose customers' money has moved since.

    Nothing where a later period is approved already: that run has looked further than this one could.
    """
    runs = _approved(code, plan)
    if runs.filter(starts_on__gte=period.end).exists():
        return []
    rows = Hold.objects.filter(component__terms__plan__currency=code).select_related("component__terms")
    rows = rows.filter(component__terms__plan=plan) if plan else rows
    last = runs.order_by("-ends_on").first()
    found = {hold.pk: hold for hold in rows.filter(is_settled=False)}
    if last and last.calculated_at:
        found |= {hold.pk: hold for hold in _moved(rows.filter(is_settled=True), last, period)}
    return [found[pk] for pk in sorted(found)]


def _approved(code: str, plan: Plan | None) -> QuerySet:
    rows = Run.objects.frozen().filter(currency=code)
    return rows.filter(Q(plan=plan) | Q(plan__isnull=True)) if plan else rows


def _moved(settled: QuerySet, last: Run, period: Period) -> Iterator[Hold]:
    measures = settled.order_by().values_list("component__measure", flat=True).distinct()
    for measure in measures:
        of_measure = settled.filter(component__measure=measure)
        sources = moved_since(measure, last.calculated_at, Period(min(last.ends_on, period.start), period.end))
        if sources is None:
            yield from of_measure
            continue
        for kind, ids in sources.items():
            for some in _batches(sorted(ids)):
                yield from of_measure.filter(source_type=kind, source_id__in=some)


def _batches(rows: Sequence) -> Iterable[Sequence]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
