"""A confirmed standing that was wrong: taken back with its reason while nobody has been paid, refused afterwards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions.models import Run
from kaituo.performance.contests.actions.contests import announce, call_off, close, confirm, take_back
from kaituo.performance.contests.actions.deciding import hand_over
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.models import Award, Prize, Standing
from kaituo.performance.testing import sell

from .conftest import announced, draft

JUNE = "2026-06-01 09:00:00+08:00"


def ended(cast, clock, contest=None):
    contest = contest or announced(cast)
    sell(cast.alice, date(2026, 5, 4), "800", record=11)
    sell(cast.bob, date(2026, 5, 5), "500", record=12)
    clock.move_to(JUNE)
    close(contest, by=cast.ada)
    confirm(contest, by=cast.ada)
    contest.refresh_from_db()
    return contest


def test_it_is_closed_again_without_prizes_and_everybody_hears_why(cast, clock):
    contest = ended(cast, clock)
    take_back(contest, by=cast.ada, reason="An order was entered twice")
    contest.refresh_from_db()
    assert (contest.state, contest.confirmed_by) == ("closed", None)
    assert not Award.objects.in_money().filter(contest=contest).exists()
    assert contest.amendments.get().reason == "An order was entered twice"
    assert set(Notice.objects.filter(kind="contests.taken_back").values_list("person", flat=True)) == {cast.alice.pk, cast.bob.pk}


def test_confirmed_anew_each_stands_once_and_wins_once(cast, clock):
    contest = ended(cast, clock)
    take_back(contest, by=cast.ada, reason="One came late")
    sell(cast.bob, date(2026, 5, 6), "900", record=13)
    confirm(contest, by=cast.ada)
    contest.refresh_from_db()
    assert [line.entrant.person for line in board_of(contest, cast.ada).lines] == [cast.bob, cast.alice]
    assert {award.person: award.place for award in contest.awards.active()} == {cast.bob: 1, cast.alice: 2}
    assert Standing.objects.filter(contest=contest).count() == 4


def test_it_may_be_called_off_after_it_was_taken_back_and_not_before(cast, clock):
    contest = ended(cast, clock)
    with pytest.raises(Refused):
        call_off(contest, by=cast.ada, reason="No")
    take_back(contest, by=cast.ada, reason="Not fair")
    call_off(contest, by=cast.ada, reason="Not fair")
    contest.refresh_from_db()
    assert contest.state == "called_off"
    assert not contest.awards.active().exists()


def test_a_prize_in_a_pay_file_is_not_taken_back(cast, clock):
    contest = ended(cast, clock)
    run = Run.objects.create(number="R-1", starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1), currency="CNY")
    contest.awards.filter(person=cast.alice).update(run=run)
    with pytest.raises(Refused, match="Alice: pay file of"):
        take_back(contest, by=cast.ada, reason="Too late")
    contest.refresh_from_db()
    assert contest.state == "confirmed"
    assert contest.awards.active().count() == 2


def test_a_thing_handed_over_is_not_taken_back(cast, clock):
    contest = draft(cast)
    Prize.objects.create(contest=contest, first_place=1, last_place=1, thing="A phone")
    announce(contest, by=cast.ada)
    ended(cast, clock, contest)
    hand_over(contest.awards.get(thing="A phone"), by=cast.ada)
    with pytest.raises(Refused, match="A phone, handed over"):
        take_back(contest, by=cast.ada, reason="Too late")


def test_only_whoever_confirms_takes_back(cast, clock):
    contest = ended(cast, clock)
    with pytest.raises(PermissionDenied):
        take_back(contest, by=cast.alice, reason="I lost")
