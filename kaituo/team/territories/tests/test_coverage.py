"""Where customers lie from day to day, as they move and as definitions change."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.identity.models import Territory
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.merging import merge
from kaituo.team.territories import actions
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.lying import names_of
from kaituo.team.territories.models import Coverage, TerritoryPart
from tests.company.cast import LONG_AGO


def where(account, on=None):
    rows = Coverage.objects.on(on or timezone.localdate()).filter(account=account)
    return sorted(rows.values_list("territory__name", flat=True))


def test_a_division_takes_everything_in_it(make_territory, make_account):
    make_territory("Jiangsu", "320000")
    assert where(make_account(region="江苏", city="昆山")) == ["Jiangsu"]
    assert where(make_account("Other", region="浙江", city="杭州")) == []


def test_an_industry_narrows_a_division(make_territory, make_account):
    make_territory("It", "320000", industry="it")
    assert where(make_account(region="江苏", industry="it")) == ["It"]
    assert where(make_account("Other", region="江苏", industry="food")) == []


def test_a_named_customer_belongs_to_no_other(make_territory, make_account):
    account = make_account(region="江苏")
    make_territory("Jiangsu", "320000")
    make_territory("Key", names=[account])
    assert where(account) == ["Key"]


def test_a_customer_that_moves_keeps_where_it_lay(make_territory, make_account, alice):
    make_territory("Jiangsu", "320000")
    make_territory("Zhejiang", "330000")
    account = make_account(region="江苏", city="苏州")
    today = timezone.localdate()
    records.change(account, {"region": "浙江", "city": "杭州"}, by=alice)
    refresh()
    assert (where(account, today - timedelta(days=1)), where(account)) == (["Jiangsu"], ["Zhejiang"])


def test_a_part_that_ends_lets_go_on_its_day(make_territory, make_account, ada):
    territory = make_territory("Jiangsu", "320000")
    account, today = make_account(region="江苏"), timezone.localdate()
    records.change(TerritoryPart.objects.get(territory=territory), {"ends_on": today}, by=ada)
    refresh()
    assert (where(account, today - timedelta(days=1)), where(account)) == (["Jiangsu"], [])


def test_what_is_put_away_lies_nowhere_from_that_day(make_territory, make_account, ada):
    make_territory("Jiangsu", "320000")
    account = make_account(region="江苏")
    records.archive(account, by=ada)
    assert where(account) == []
    records.restore(account, by=ada)
    assert where(account) == ["Jiangsu"]


def test_reckoning_again_changes_nothing(make_territory, make_account):
    make_territory("Jiangsu", "320000")
    make_account(region="江苏")
    assert refresh() == 0


def test_overlaps_are_shown_unless_one_stands_above_the_other(make_territory, make_account, ada):
    above, below, beside = make_territory("East", "320000"), make_territory("South", "320500"), make_territory("Beside", "320500")
    account, today = make_account(region="江苏", city="苏州"), timezone.localdate()
    actions.place(below, by=ada, parent=above, on=LONG_AGO)
    assert Coverage.objects.filter(account=account).overlapping(today).count() == 3
    actions.place(beside, by=ada, parent=below, on=LONG_AGO)
    assert not Coverage.objects.overlapping(today).exists()


def test_an_overlap_is_mended_by_a_name(make_territory, make_account, ada):
    make_territory("One", "320000"), make_territory("Two", "320000")
    account = make_account(region="江苏")
    actions.keep_here(Coverage.objects.get(territory__name="One"), by=ada)
    refresh()
    assert where(account) == ["One"]


def test_or_by_leaving_it_out(make_territory, make_account, ada):
    make_territory("One", "320000"), make_territory("Two", "320000")
    account = make_account(region="江苏")
    actions.leave_out(Coverage.objects.get(territory__name="One"), by=ada)
    actions.leave_out(Coverage.objects.get(territory__name="Two"), by=ada)
    refresh()
    assert where(account) == []


def test_names_and_codes_of_those_above_are_told_too(make_territory, make_account, ada):
    above, below = make_territory("East"), make_territory("Jiangsu", "320000")
    actions.place(below, by=ada, parent=above, on=LONG_AGO)
    account, day = make_account(region="江苏"), date(2026, 1, 5)
    assert names_of([(account.pk, day)])[account.pk, day] == ["Jiangsu", "jiangsu", "East", "east"]


def test_names_cost_the_same_for_one_and_for_many(make_territory, make_account, django_assert_num_queries):
    make_territory("Jiangsu", "320000")
    accounts = [make_account(f"Nr {number}", region="江苏") for number in range(12)]
    with django_assert_num_queries(3):
        names_of([(account.pk, clock.today() - timedelta(days=number)) for number, account in enumerate(accounts)])


def test_a_merged_customer_lies_where_it_is_itself(make_territory, make_account, ada):
    make_territory("Jiangsu", "320000"), make_territory("Zhejiang", "330000")
    kept, absorbed = make_account(region="江苏"), make_account("Other", region="浙江")
    merge(kept, by=ada, other=absorbed)
    assert (where(kept), where(absorbed)) == (["Jiangsu"], [])


def test_a_part_says_something(make_territory, ada):
    with pytest.raises(ValidationError, match="a division, an industry"):
        records.create(TerritoryPart(territory=make_territory("Empty")), by=ada)


def test_a_rep_draws_no_territories(make_territory, alice, client):
    territory = make_territory("Jiangsu", "320000")
    client.force_login(alice)
    assert client.get(f"/territories/{territory.pk}/edit/").status_code == 404
    assert Territory.objects.count() == 1
