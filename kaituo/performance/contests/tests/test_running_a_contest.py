"""From the draft to the confirmed standing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.contests import suspicions
from kaituo.performance.contests.actions.contests import admit, amend, announce, call_off, close, confirm, examine
from kaituo.performance.contests.actions.deciding import decide
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.models import Award, Contest, Finding, Standing
from kaituo.performance.contests.schedule import turn_contests
from kaituo.performance.contests.suspicions import Suspicion
from kaituo.performance.testing import SALES, sell

from .conftest import LAST, MAY, announced, draft

JUNE = "2026-06-01 09:00:00+08:00"


@pytest.fixture
def ended(cast, clock):
    contest = announced(cast)
    sell(cast.alice, date(2026, 5, 4), "800", record=11)
    sell(cast.bob, date(2026, 5, 5), "500", record=12)
    clock.move_to(JUNE)
    close(contest, by=cast.ada)
    return contest


def test_announcing_draws_up_who_takes_part_and_tells_them(cast):
    contest = announced(cast)
    assert {each.person for each in contest.entrants.all()} == {cast.alice, cast.bob}
    assert contest.state == "running"
    assert set(Notice.objects.filter(kind="contests.announced").values_list("person", flat=True)) == {cast.alice.pk, cast.bob.pk}


def test_it_needs_at_least_two(cast):
    with pytest.raises(Refused, match="At least two"):
        announce(draft(cast, {"person": cast.alice}), by=cast.ada)


def test_rules_do_not_change_silently_after_the_announcement(cast):
    contest = announced(cast)
    with pytest.raises(PermissionDenied):
        records.change(contest, {"rules": "Only mine count."}, by=cast.ada)
    with pytest.raises(PermissionDenied):
        records.remove_line(contest.prizes.first(), by=cast.ada)


def test_an_amendment_keeps_what_was_and_tells_everybody(cast):
    contest = announced(cast)
    amend(contest, by=cast.ada, rules="Sales count, returns do not.", last_on=date(2026, 6, 5), reason="A holiday")
    row = contest.amendments.get()
    assert row.changes["rules"] == ["Sales count.", "Sales count, returns do not."]
    assert row.changes["last_on"] == ["2026-05-31", "2026-06-05"]
    assert Notice.objects.filter(kind="contests.amended").count() == 2


def test_somebody_who_came_late_is_admitted_with_a_reason(cast):
    contest = announced(cast)
    admit(contest, by=cast.ada, person=cast.charlie, reason="Moved to East")
    sell(cast.charlie, date(2026, 5, 6), "900")
    assert board_of(contest, cast.ada).lines[0].entrant.person == cast.charlie
    with pytest.raises(Refused, match="already"):
        admit(contest, by=cast.ada, person=cast.charlie, reason="Again")


def test_it_is_not_closed_before_its_last_day_is_over(cast, clock):
    contest = announced(cast)
    with pytest.raises(Refused):
        close(contest, by=cast.ada)
    clock.move_to(JUNE)
    close(contest, by=cast.ada)
    assert contest.state == "closed"


def test_the_night_begins_and_closes_contests(cast, clock):
    contest = announced(cast, starts_on=date(2026, 5, 2))
    assert contest.state == "announced"
    clock.move_to("2026-05-02 00:40:00+08:00")
    turn_contests.call()
    contest.refresh_from_db()
    assert contest.state == "running"
    clock.move_to("2026-06-01 00:40:00+08:00")
    turn_contests.call()
    contest.refresh_from_db()
    assert contest.state == "closed"


def test_confirming_freezes_places_with_their_evidence_and_gives_prizes(cast, ended):
    confirm(ended, by=cast.ada)
    first, second = Standing.objects.filter(contest=ended)
    assert (first.entrant.person, first.place, first.figure) == (cast.alice, 1, 800)
    assert first.evidence["counted"] == [[SALES, "customers.Account", 11, "2026-05-04", cast.alice.pk, 8_000_000]]
    assert {award.person: award.amount for award in Award.objects.all()} == {cast.alice: Decimal(500), cast.bob: Decimal(300)}
    sell(cast.bob, date(2026, 5, 6), "9000")
    assert [line.entrant.person for line in board_of(ended, cast.ada).lines] == [cast.alice, cast.bob]
    assert second.place == 2


def test_each_is_told_her_own_place(cast, ended):
    confirm(ended, by=cast.ada)
    told = {each.person: each.params["place"] for each in Notice.objects.filter(kind="contests.result")}
    assert told == {cast.alice: 1, cast.bob: 2}


@pytest.fixture
def doubt(cast, ended, monkeypatch):
    """Alice's sale is doubtful; until somebody decides nothing is confirmed."""
    words = {"record": "A-11", "day": "2026-05-04", "written": "2026-06-01"}
    found = Suspicion("back_dated", cast.alice.pk, ("customers.Account", 11), (("customers.Account", 11),), words)
    monkeypatch.setattr(suspicions, "CHECKS", [lambda contest, entries, people: [found]])
    examine(ended, by=cast.ada)
    examine(ended, by=cast.ada)
    with pytest.raises(Refused, match="1 doubtful"):
        confirm(ended, by=cast.ada)
    return Finding.objects.get()


def test_what_is_left_out_no_longer_counts(cast, ended, doubt):
    decide(doubt, by=cast.ada, outcome="left_out", reason="Written down in June")
    confirm(ended, by=cast.ada)
    alice = Standing.objects.get(entrant__person=cast.alice)
    assert (alice.place, alice.figure, alice.evidence["counted"]) == (None, 0, [])
    assert alice.evidence["left_out"][0][2] == 11
    assert Notice.objects.get(kind="contests.left_out").params["reason"] == "Written down in June"


def test_what_counts_after_a_decision_stays(cast, ended, doubt):
    decide(doubt, by=cast.ada, outcome="counted", reason="The customer confirmed the day")
    confirm(ended, by=cast.ada)
    assert Standing.objects.get(entrant__person=cast.alice).place == 1


def test_nobody_decides_about_her_own_entries(cast, ended, doubt):
    Finding.objects.filter(pk=doubt.pk).update(person=cast.ada)
    with pytest.raises(PermissionDenied):
        decide(doubt, by=cast.ada, outcome="counted", reason="Mine")


def test_called_off_nobody_wins(cast):
    contest = announced(cast)
    call_off(contest, by=cast.ada, reason="The line stands still")
    assert (contest.state, Award.objects.count()) == ("called_off", 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_on": date(2026, 4, 30)}, "last_on"),
        ({"last_on": date(2028, 4, 30)}, "last_on"),
        ({"kind": "first_to"}, "figure"),
        ({"kind": "relay"}, "figure"),
        ({"kind": "most_improved"}, "least_base"),
        ({"tie_rule": "second"}, "second_measure"),
        ({"measure": "customers.held_count"}, "measure"),
    ],
)
def test_wrong_rules_are_refused_at_their_field(cast, values, field):
    usual = {"name": "X", "measure": SALES, "starts_on": MAY, "last_on": LAST, "rules": "X", "owner": cast.ada}
    with pytest.raises(ValidationError) as refusal:
        records.create(Contest(**(usual | values)), by=cast.ada)
    assert field in refusal.value.message_dict
