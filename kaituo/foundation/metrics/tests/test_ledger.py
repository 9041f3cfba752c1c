"""The ledger follows the records, keeps closed periods, and credits the team of the day."""

from datetime import date

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.metrics import ledger
from kaituo.foundation.metrics.actions import close, reopen
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.reports import Question, breakdown, total

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def joining(cast, joined) -> Membership:
    """Alice joins West as well, on 9 March."""
    ledger.rebuild(joined)
    membership = Membership.objects.create(user=cast.alice, team=cast.west, starts_on=date(2026, 3, 9))
    ledger.post(joined, [membership.pk])
    return membership


def march_and_april(measure, by) -> list[int]:
    return [int(total(measure.name, Question(start, end), by=by)) for start, end in ((MARCH, APRIL), (APRIL, MAY))]


def test_a_record_becomes_an_entry(joined, joining, cast):
    assert march_and_april(joined, cast.ada) == [1, 0]


def test_rebuilding_twice_changes_nothing(joined, joining):
    before = set(Entry.objects.values_list("pk", "on", "amount"))
    assert (ledger.rebuild(joined), set(Entry.objects.values_list("pk", "on", "amount"))) == (0, before)


def test_in_an_open_period_a_changed_record_replaces_its_entry(joined, joining, cast):
    Membership.objects.filter(pk=joining.pk).update(starts_on=date(2026, 4, 2))
    ledger.post(joined, [joining.pk])
    assert march_and_april(joined, cast.ada) == [0, 1]


def test_a_closed_period_keeps_its_entry_and_the_correction_stands_on_the_first_open_day(joined, joining, cast):
    close(MARCH, APRIL, by=cast.ada)
    source = joining.pk
    joining.delete()
    ledger.post(joined, [source])
    correction = Entry.objects.get(is_adjustment=True)
    assert (march_and_april(joined, cast.ada), correction.on, correction.earned_on) == ([1, -1], APRIL, date(2026, 3, 9))


def test_posting_a_correction_twice_corrects_once(joined, joining, cast):
    close(MARCH, APRIL, by=cast.ada)
    Membership.objects.filter(pk=joining.pk).update(user=cast.bob)
    ledger.post(joined, [joining.pk])
    assert ledger.post(joined, [joining.pk]) == 0
    assert march_and_april(joined, cast.ada) == [1, 0]
    assert Entry.objects.filter(is_adjustment=True).count() == 2


def test_a_reopened_period_takes_its_corrections_back(joined, joining, cast):
    period = close(MARCH, APRIL, by=cast.ada)
    source = joining.pk
    joining.delete()
    ledger.post(joined, [source])
    reopen(period, by=cast.ada, reason="Closed too early")
    ledger.post(joined, [source])
    assert march_and_april(joined, cast.ada) == [0, 0]


def test_credit_goes_to_the_team_of_that_day(joined, cast):
    Membership.objects.filter(user=cast.alice).update(ends_on=APRIL)
    moved = Membership.objects.create(user=cast.alice, team=cast.west, starts_on=APRIL)
    ledger.rebuild(joined)
    teams = dict(Entry.objects.filter(person=cast.alice).values_list("source_id", "team"))
    assert (teams.pop(moved.pk), set(teams.values())) == (cast.west.pk, {cast.east.pk})


def test_everyone_sums_only_what_she_may_see(joined, cast):
    ledger.rebuild(joined)
    people = {name: len(breakdown(joined.name, ("person",), Question(), by=getattr(cast, name))) for name in ("alice", "mei", "charlie", "ada")}
    assert people == {"alice": 1, "mei": 3, "charlie": 1, "ada": 7}


def test_a_team_sums_the_teams_below_it(joined, cast):
    ledger.rebuild(joined)
    assert total(joined.name, Question(team=cast.east.pk), by=cast.ada) == 3
