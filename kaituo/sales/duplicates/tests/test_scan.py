"""A search through everything."""

from decimal import Decimal

import pytest

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.duplicates import scanning
from kaituo.sales.duplicates.actions.judging import dismiss, merge_above
from kaituo.sales.duplicates.linkage import engine
from kaituo.sales.duplicates.linkage.engine import link
from kaituo.sales.duplicates.linkage.features import of_account
from kaituo.sales.duplicates.linkage.profiles import ACCOUNT
from kaituo.sales.duplicates.models import MatchKey, Pair, Scan
from kaituo.sales.duplicates.reasons import spoken
from kaituo.sales.duplicates.schedule import mark_the_unmarked


@pytest.fixture
def scan(ada):
    return records.create(Scan(model="customers.Account"), by=ada)


@pytest.fixture
def twin(make):
    return make("燈籠科技（上海）有限公司", phone="+86 21 6888 8888")


def found(*rows):
    numbered = ((at, of_account(*row)) for at, row in enumerate(rows))
    return {(pair.first, pair.second) for pair in link(ACCOUNT, numbered, threshold=0.9)}


def test_one_firm_written_twice_is_found_and_its_likes_are_not():
    rows = [
        ("上海恒信贸易有限公司", "91330100799655058B", "021-68888888", "a@hengxin.cn", "中国", "上海", "人民路1号"),
        ("恒信贸易（上海）有限公司", "", "021 68888888", "", "中国", "上海", ""),
        ("北京恒信贸易有限公司", "914403001922038216", "010-68888888", "", "中国", "北京", "人民路1号"),
        ("上海恒信贸易有限公司杭州分公司", "", "0571-88888888", "a@hengxin.cn", "中国", "杭州", ""),
    ]
    assert found(*rows) == {(0, 1)}


def test_no_record_and_one_record_make_no_pair():
    assert found() == set()
    assert found(("A", "", "", "", "", "", "")) == set()


def test_a_pair_says_why(lantern, twin, kiln, scan):
    scanning.run(scan)
    pair, said = Pair.objects.get(), {}
    for reason in spoken(pair.reasons):
        said[reason.what] = (reason.how, reason.speaks_for)
    assert (pair.first_id, pair.second_id) == (lantern.pk, twin.pk)
    assert pair.likelihood > Decimal("0.99")
    assert said["Phone"] == ("the same", True)
    assert said["Name"] == ("the same", True)


def test_the_search_says_how_far_it_came_and_tells_when_it_is_through(lantern, twin, scan, ada):
    scanning.run(scan)
    scan.refresh_from_db()
    assert (scan.state, scan.record_count, scan.pair_count) == ("done", 2, 1)
    assert Notice.objects.filter(person=ada, kind="duplicates.scanned").exists()


def test_what_was_judged_different_is_not_brought_up_again(lantern, twin, scan, ada):
    scanning.run(scan)
    dismiss(Pair.objects.get(), by=ada)
    scanning.run(scan)
    assert not Pair.objects.open().exists()


def test_the_surest_are_merged_at_once(lantern, twin, make, scan, ada):
    make("上海灯笼科技有限公司", phone="021-68888888", email="office@lantern.cn")
    scanning.run(scan)
    merge_above(scan, by=ada, likelihood=Decimal("0.99"))
    assert list(Account.objects.active()) == [lantern]


def test_without_the_engine_one_is_told_what_to_install(scan, monkeypatch):
    monkeypatch.setattr(engine, "is_installed", lambda: False)
    scanning.run(scan)
    scan.refresh_from_db()
    assert scan.state == "failed"
    assert "kaituo[dedupe]" in scan.problem


def test_records_from_before_get_their_marks(lantern):
    MatchKey.objects.all().delete()
    assert mark_the_unmarked.call() == 1
    assert MatchKey.objects.filter(record_id=lantern.pk).exists()
