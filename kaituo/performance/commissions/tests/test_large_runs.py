"""Large runs: read by columns, calculated in shards wherever the setting says, and the same to the last line."""

import json
from datetime import date

import pytest

from kaituo.foundation.calc.shards import WorkersLost
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import earnings, solving
from kaituo.performance.commissions.actions import calculating, plans
from kaituo.performance.commissions.models import Run, RunVersion, StatementLine
from kaituo.performance.testing import SALES, sell

STORED = (
    *("payee", "component", "plan", "kind", "entry_id", "reverses_id", "on", "earned_on", "source_type", "source_id", "band", "is_uplift"),
    *("base_minor", "before_minor", "rate", "result_minor", "amount_minor", "explanation", "problem"),
)


@pytest.fixture
def sold(plan, payroll):
    """Two people over two tiers, one of them with a sale before she was on the plan; Charlie is on no plan."""
    for who in (payroll.alice, payroll.bob, payroll.charlie):
        for day in range(1, 9):
            sell(who, date(2026, 3, day), f"{day * 977}.37")
    sell(payroll.bob, date(2025, 12, 31), "5000")
    return plan


def stored(payroll, settings, where: str = "here") -> list[str]:
    """The lines of a run, as the database has them; the run is taken away again."""
    settings.COMMISSIONS_ON = where
    run = records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    lines = [json.dumps(row, default=str, sort_keys=True) for row in StatementLine.objects.filter(version__run=run).values(*STORED)]
    StatementLine.objects.filter(version__run=run).delete()
    RunVersion.objects.filter(run=run).delete()
    Run.objects.filter(pk=run.pk).delete()
    return lines


@pytest.fixture
def in_pieces(monkeypatch):
    monkeypatch.setattr(solving, "IN_A_SHARD", 5)
    monkeypatch.setattr(solving, "WORTH_SENDING", 5)


def test_entries_read_by_columns_give_the_lines_that_entries_as_rows_give(sold, payroll, settings, monkeypatch):
    by_columns = stored(payroll, settings)
    monkeypatch.setattr(earnings, "is_readable_by_columns", lambda _terms: False)
    assert by_columns == stored(payroll, settings)
    assert len(by_columns) > 16


def test_a_plan_that_asks_of_records_reads_them_as_rows(sold, payroll):
    terms = sold.terms.get()
    assert earnings.is_readable_by_columns(calculating.terms_of(sold, None))
    plans.revise(sold, by=payroll.ada, starts_on=date(2026, 6, 1))
    later = sold.terms.exclude(pk=terms.pk).get()
    component = later.components.get()
    plans.change_component(component, by=payroll.ada, where=[{"by": "product", "values": ["P-1"]}])
    plans.release(sold, by=payroll.ada)
    assert not earnings.is_readable_by_columns(calculating.terms_of(sold, None))


@pytest.mark.parametrize("where", ["here", "processes:2"])
def test_a_run_in_shards_stores_the_same_bytes(sold, payroll, settings, in_pieces, where, monkeypatch):
    in_shards = stored(payroll, settings, where)
    monkeypatch.setattr(solving, "IN_A_SHARD", 1_000)
    assert in_shards == stored(payroll, settings)


@pytest.fixture
def cluster():
    """A scheduler and two workers, each a process of its own, on loopback."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("ignore")  # what the cluster's own packages warn of is theirs
def test_a_run_on_a_cluster_stores_the_same_bytes(sold, payroll, settings, in_pieces, cluster, monkeypatch):
    on_cluster = stored(payroll, settings, cluster)
    monkeypatch.setattr(solving, "IN_A_SHARD", 1_000)
    assert on_cluster == stored(payroll, settings)


def test_lost_workers_are_told_and_nothing_is_written(sold, payroll, settings, monkeypatch):
    monkeypatch.setattr(earnings, "solve", lambda *_given, **_more: (_ for _ in ()).throw(WorkersLost("gone")))
    run = records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)
    with pytest.raises(Refused, match="died again and again"):
        calculating.calculate(run, by=payroll.fang)
    assert not StatementLine.objects.exists()


def test_a_correction_read_by_columns_finds_what_it_takes_back(sold, payroll, settings, monkeypatch):
    original = payroll.alice.entries.filter(measure=SALES).order_by("pk").first()
    original.pk, original.amount, original.original_amount, original.is_adjustment = None, -original.amount // 2, -original.original_amount // 2, True
    original.save()
    found = stored(payroll, settings)
    assert any(json.loads(line)["kind"] == "claw_back" for line in found)
    monkeypatch.setattr(earnings, "is_readable_by_columns", lambda _terms: False)
    assert found == stored(payroll, settings)
