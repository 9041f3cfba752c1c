"""Moves are suggested by rules that can be read, some taken out, the others carried out as hand-overs, and all of it taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity
from kaituo.team.allocation.models import HandOver
from kaituo.team.balance import actions
from kaituo.team.balance.models import RebalancingMove
from kaituo.team.balance.simulation import before_and_after
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import NamedAccount


def moved(row):
    return {move.account.name for move in row.moves.all()}


def test_customers_go_from_the_fullest_to_whoever_works_in_the_same_place(book, make_rebalancing, alice, bob):
    row = make_rebalancing()
    assert {(move.giver, move.receiver) for move in row.moves.all()} == {(alice, bob)}
    assert row.moves.count() == 5
    first = row.moves.first()
    assert first.reason.startswith("Alice is at") and "Bob works there too" in first.reason


def test_named_customers_and_those_with_deals_stay(book, make_rebalancing, make_deal, jiangsu, ada):
    for account in book[:10]:
        make_deal(account)
    for account in book[10:22]:
        records.create(NamedAccount(territory=jiangsu, account=account, starts_on=timezone.localdate()), by=ada)
    refresh()
    row = make_rebalancing(most_moves=20)
    assert moved(row) == {"Lamp 22", "Lamp 23"}
    assert row.staying == {"deals": 10, "named": 12}


def test_protected_customers_stay(protecting_pool, jiangsu, make_account, make_rebalancing, alice):
    protecting_pool()
    for number in range(6):
        make_account(f"Lamp {number}", alice, account_class="a")
    refresh()
    row = make_rebalancing()
    assert (row.moves.count(), row.staying) == (0, {"protected": 6})


def test_nothing_goes_where_nobody_works(policies, make_territory, make_account, make_rebalancing, alice, charlie, ada):
    here = make_territory("Nanjing", "320100", alice)
    make_territory("Zhejiang", "330000", charlie)
    for number in range(9):
        make_account(f"Lamp {number}", alice, account_class="a")
    refresh()
    row = make_rebalancing(by=ada, territory=None, team=alice.memberships.get().team)
    assert row.moves.count() == 0
    with pytest.raises(Refused, match="fewer than two"):
        make_rebalancing(by=ada, territory=here)


def test_a_move_taken_out_stays_and_the_rest_is_carried_out_as_a_hand_over(book, make_rebalancing, make_deal, alice, bob, mei):
    row = make_rebalancing(keeps_deals=False)
    out, *others = row.moves.all()
    deal = make_deal(others[0].account)
    actions.take_out(out, by=mei)
    actions.carry_out(row, by=mei)
    out.account.refresh_from_db()
    deal.refresh_from_db()
    assert (out.account.owner, deal.owner) == (alice, bob)
    assert Account.objects.filter(owner=bob, name__startswith="Lamp").count() == 4
    assert HandOver.objects.get().reason == "balance"
    assert "carried out the re-balancing" in Event.objects.about(row).latest("pk").sentence
    assert {notice.person.username for notice in Notice.objects.all()} >= {"alice", "bob"}


def test_it_is_taken_back_within_thirty_days(book, make_rebalancing, make_deal, alice, mei):
    row = make_rebalancing(keeps_deals=False)
    make_deal(row.moves.first().account)
    actions.carry_out(row, by=mei)
    late = timezone.now() + timedelta(days=31)
    with clock.at(late), pytest.raises(Refused, match="30 days"):
        actions.undo(row, by=mei)
    actions.undo(row, by=mei)
    assert set(Account.objects.filter(name__startswith="Lamp").values_list("owner", flat=True)) == {alice.pk}
    assert Opportunity.objects.get().owner == alice
    assert row.status == "undone"


def test_what_got_a_reason_to_stay_since_stays(book, make_rebalancing, make_deal, alice, mei):
    row = make_rebalancing()
    kept = row.moves.first().account
    make_deal(kept)
    actions.carry_out(row, by=mei)
    kept.refresh_from_db()
    assert kept.owner == alice
    assert RebalancingMove.objects.filter(hand_over=None).get().account == kept


def test_after_the_moves_both_are_nearer(book, make_rebalancing):
    found = before_and_after(make_rebalancing(most_moves=20))
    before, after = found["spread"]
    assert after < before / 3
    assert sum(turn.gives for turn in found["turns"]) == sum(turn.takes for turn in found["turns"]) == found["count"]


def test_a_manager_moves_only_whom_she_may_transfer(book, make_account, make_rebalancing, charlie, jiangsu):
    for number in range(30):
        make_account(f"Strange {number}", charlie, account_class="a")
    refresh()
    row = make_rebalancing(most_moves=50)
    assert str(charlie.pk) not in row.people
    assert not any(name.startswith("Strange") for name in moved(row))


def test_carried_out_it_is_changed_no_more(book, make_rebalancing, mei):
    row = make_rebalancing()
    actions.carry_out(row, by=mei)
    with pytest.raises(Exception, match="not changed any more"):
        records.change(row, {"most_moves": 9}, by=mei)
    with pytest.raises(Refused):
        actions.take_out(row.moves.first(), by=mei)
