"""Many figures at once: in a fixed number of queries, with what they rest on, and with the reason where there is none."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics import ledger
from kaituo.foundation.metrics.choices import RATIO, SHARE, Why
from kaituo.foundation.metrics.levels import take
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.standing import Readings

MARCH, LONG_AGO = Period.month(2026, 3), Period.month(2020, 1)
TODAY = date(2026, 3, 20)
SHARE_OF_JOINED = "testing.share"


@pytest.fixture
def share(cast, joined, belonging):
    measure(
        SHARE_OF_JOINED, "Share", kind=RATIO, unit=SHARE, formula="joined / belonging", names={"joined": joined.name, "belonging": belonging.name}
    )
    for each in (joined, belonging):
        ledger.rebuild(each)
    yield MEASURES[SHARE_OF_JOINED]
    del MEASURES[SHARE_OF_JOINED]


def readings(names, period, by, today=TODAY, **more) -> Readings:
    return Readings(names, period, today=today, by=by, **more)


def test_a_flow_is_what_lies_in_the_period_and_a_level_what_stands(share, joined, belonging, cast):
    Membership.objects.create(user=cast.alice, team=cast.west, starts_on=date(2026, 3, 9))
    for each in (joined, belonging):
        ledger.rebuild(each)
    found = readings([SHARE_OF_JOINED], MARCH, cast.ada)
    assert (found.of(joined.name, cast.alice.pk).value, found.of(belonging.name, cast.alice.pk).value) == (1, 2)
    assert found.of(SHARE_OF_JOINED, cast.alice.pk).value == Decimal("0.5")


def test_a_division_by_nothing_is_no_figure_and_says_so(share, cast):
    Entry.objects.all().delete()
    found = readings([SHARE_OF_JOINED], MARCH, cast.ada).over(SHARE_OF_JOINED)
    assert (found.value, found.why) == (None, Why.DIVIDED)


def test_a_past_level_comes_from_its_night_and_without_one_there_is_no_figure(share, belonging, cast):
    assert readings([belonging.name], Period.month(2026, 2), cast.ada).over(belonging.name).why == Why.NOT_KEPT
    take(date(2026, 2, 27))
    Membership.objects.filter(user=cast.charlie).delete()
    ledger.rebuild(belonging)
    assert readings([belonging.name], Period.month(2026, 2), cast.ada).over(belonging.name).value == 7
    assert readings([belonging.name], MARCH, cast.ada).over(belonging.name).value == 6


def test_a_measure_that_is_gone_says_so(cast):
    assert readings(["gone.away"], MARCH, cast.ada).over("gone.away").why == Why.UNKNOWN


def test_everybody_reads_what_she_may_see(share, joined, cast):
    seen = {name: readings([joined.name], LONG_AGO, getattr(cast, name)).over(joined.name).value for name in ("alice", "mei", "charlie", "ada")}
    assert seen == {"alice": 1, "mei": 3, "charlie": 1, "ada": 7}


def test_of_a_team_only_what_was_earned_in_it_counts(share, joined, cast):
    found = readings([joined.name], LONG_AGO, cast.ada)
    assert found.over(joined.name, teams={cast.east.pk}).value == 3


def test_as_many_queries_for_many_people_as_for_one(share, joined, cast, django_assert_num_queries):
    cast.ada.rights.reach("metrics.Entry", "view")
    for people in ({cast.alice.pk}, {person.pk for person in (cast.alice, cast.bob, cast.mei, cast.charlie)}):
        with django_assert_num_queries(2):
            found = readings([SHARE_OF_JOINED], MARCH, cast.ada, people=people)
            assert all(found.of(SHARE_OF_JOINED, person).count >= 0 for person in people)
