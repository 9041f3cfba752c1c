"""Times whole commission runs on the product's own tables: from entries of the ledger to statements with a stored explanation for each line.

Two thousand people in teams of twenty under accumulated step tiers, an override of the leads and a cap; every order is credited 80/20 to two people,
as two entries of the ledger. The run is calculated through the same steps as by the worker; nothing is left out.
"""

import resource
from collections.abc import Callable
from datetime import date
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.commissions import BANDS, OVERRIDE, PAYEES
from benchmarks.fill import FIRST, day, fill
from benchmarks.large import Size, frame, people
from benchmarks.processor import worked
from kaituo.config.initialise import initialise
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions import versions
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.actions.calculating import begin_calculation, complete_calculation, steps, write_step
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Plan, PlanAssignment, PlanTerms, Run, StatementLine

MEASURE = "orders.booked_revenue"
START, END = date(2026, 1, 1), date(2027, 1, 1)
COMPONENTS = [
    {"kind": "commission", "key": "base", "measures": [MEASURE], "caps": [{"amount": "6000"}], "rate": {"kind": "table", "bands": BANDS}},
    OVERRIDE | {"measures": [MEASURE]},
]


def measure(count: int, say: Callable[[str], None]) -> dict:
    """One row of the record; the company is made first, in a database that has none."""
    initialise(demo=False)
    build(count, say)
    by = User.objects.system()
    run = records.create(Run(starts_on=START, ends_on=END), by=by)
    begin_calculation(run, by=by)
    version = versions.begin(run, by)
    began, idle = perf_counter(), worked()
    for step in steps(run):
        write_step(version, step)
    wrote = perf_counter() - began
    complete_calculation(run, by=by)
    took, busy = perf_counter() - began, worked() - idle
    say(f"written in {wrote:.1f} s, in use after {took:.1f} s")
    run.refresh_from_db()
    return {
        "database": connection.vendor,
        "credits": count,
        "payees": run.payee_count,
        "lines": run.line_count,
        "lines_with_explanation": StatementLine.objects.filter(version=version).exclude(explanation={}).count(),
        "problems": run.problems.count(),
        "total_minor": run.total_minor,
        "written_s": round(wrote, 1),
        "in_use_s": round(took, 1),
        "processor_s": round(busy, 1),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "peak_memory_of_workers_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def build(count: int, say: Callable[[str], None]) -> None:
    if Plan.objects.exists():
        raise ValueError("the database has plans already; give another KAITUO_HOME (and KAITUO_DATABASE)")
    began = perf_counter()
    size = Size("run", PAYEES, 0, 0, 0, 0, 0, 0)
    with transaction.atomic():
        frame(size)
        people(size)
        ledger(count)
        plan()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"company of {count} credits: {perf_counter() - began:.1f} s")


def ledger(count: int) -> None:
    """Two entries an order; the two are not the same people from order to order."""
    who = f"({FIRST} + 1 + (i * 7919) % {PAYEES})"
    whole = f"(100 + ((i / 2) * 7907) % 500000 * 1000000 / {count})"
    share = "CASE WHEN i % 2 = 0 THEN 0.8 ELSE 0.2 END"
    amount = f"({whole} * {SCALE // 1000} * CASE WHEN i % 2 = 0 THEN 8 ELSE 2 END)"
    on = day(START, "((i / 2) * 31) % 365")
    fill(
        Entry,
        count,
        measure=f"'{MEASURE}'",
        on=on,
        earned_on=on,
        person_id=who,
        team_id=f"{FIRST} + 1 + ({who} - {FIRST} - 1) / 20",
        share=share,
        amount=amount,
        original_amount=amount,
        currency="'CNY'",
        source_type="'orders.Order'",
        source_id="(i / 2)",
    )


def plan() -> None:
    by = User.objects.system()
    row = Plan.objects.create(name="Benchmark")
    terms = PlanTerms.objects.create(plan=row, starts_on=START)
    write(terms, by=by, document={"components": COMPONENTS})
    plans.release(row, by=by)
    fill(
        PlanAssignment,
        PAYEES,
        plan_id=str(row.pk),
        person_id=f"i + {FIRST}",
        starts_on=f"'{START}'",
        weight="1",
        created_at=f"'{timezone.now():%Y-%m-%d %H:%M:%S}'",
        version="1",
    )
