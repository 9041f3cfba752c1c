"""A search through all records of a kind, in the background: read piece by piece, compared by the engine, kept as pairs with their reasons."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs import progress
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.records.writing import insert_values

from .choices import PairState, ScanState
from .linkage.engine import Likely, NotInstalled, link
from .linkage.profile import Row
from .models import Pair, Scan
from .notices import SCANNED
from .shelf import SHELF, Recognisable, Searched

READ = 5000
KEPT = 1000
MOST_PAIRS = 200_000
PLACES = Decimal("0.00001")


@task()
def scan_later(scan_id: int) -> None:
    """Run twice it leaves the pairs of the second time."""
    scan = Scan.objects.get(pk=scan_id)
    if scan.is_waiting or scan.state == ScanState.RUNNING:
        run(scan)


def run(scan: Scan) -> None:
    began = time.monotonic()
    Scan.objects.filter(pk=scan.pk).update(state=ScanState.RUNNING, problem="")
    kind = SHELF[scan.model]
    searched = cast(Searched, kind.searched)
    try:
        pairs = _found(link(searched.profile, _rows(scan, kind, searched), threshold=float(scan.threshold)))
    except NotInstalled:
        problem = _("The engine is not installed. Have `pip install 'kaituo[dedupe]'` run on the server.")
        Scan.objects.filter(pk=scan.pk).update(state=ScanState.FAILED, problem=problem)
        return
    count = _keep(scan, kind, pairs)
    took = {"seconds": Decimal(f"{time.monotonic() - began:.1f}"), "pair_count": count, "record_count": progress.standing(_name(scan)).done}
    Scan.objects.filter(pk=scan.pk).update(state=ScanState.DONE, **took)
    progress.forget(_name(scan))
    scan.refresh_from_db()
    if scan.created_by:
        tell_many([(scan.created_by, SCANNED, scan, {"count": count})], by=User.objects.system())


def _name(scan: Scan) -> str:
    return f"scan-{scan.pk}"


def _rows(scan: Scan, kind: Recognisable, searched: Searched) -> Iterator[tuple[int, Row]]:
    rows = getattr(kind.model._default_manager, searched.among)().order_by("pk")
    total, after, done = rows.count(), 0, 0
    while some := list(rows.filter(pk__gt=after).values_list("pk", *searched.fields)[:READ]):
        for pk, *values in some:
            yield pk, searched.features(*values)
        after, done = some[-1][0], done + len(some)
        progress.say(_name(scan), done, total)


def _found(pairs: Iterator[Likely]) -> list[Likely]:
    found = []
    for pair in pairs:
        found.append(pair)
        if len(found) == MOST_PAIRS:
            break
    return found


@transaction.atomic
def _keep(scan: Scan, kind: Recognisable, found: list[Likely]) -> int:
    """Pairs that somebody judged stay judged; open ones of before give way to what was found now."""
    Pair.objects.open().filter(model=kind.label).delete()
    judged = set(Pair.objects.filter(model=kind.label).exclude(state=PairState.OPEN).values_list("first_id", "second_id"))
    fresh = [pair for pair in found if (min(pair.first, pair.second), max(pair.first, pair.second)) not in judged]
    for start in range(0, len(fresh), KEPT):
        _insert(scan, kind, fresh[start : start + KEPT])
    return len(fresh)


def _insert(scan: Scan, kind: Recognisable, pairs: list[Likely]) -> None:
    ids = {pk for pair in pairs for pk in (pair.first, pair.second)}
    texts = {row.pk: str(row)[:200] for row in kind.model._default_manager.filter(pk__in=ids)}
    rows = []
    for pair in pairs:
        first, second = sorted((pair.first, pair.second))
        if first in texts and second in texts:
            likelihood = Decimal(str(pair.likelihood)).quantize(PLACES)
            reasons = [list(reason) for reason in pair.reasons]
            rows.append((kind.label, first, second, texts[first], texts[second], likelihood, reasons, PairState.OPEN.value, scan.pk, scan.updated_at))
    names = ("model", "first_id", "second_id", "first_text", "second_text", "likelihood", "reasons", "state", "scan", "found_at")
    insert_values(Pair, names, rows)
