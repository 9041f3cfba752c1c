"""The statistical forecast: reckoned at night by company and team, shown with its error to whoever may see the deals behind it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import FieldRule, RoleAssignment, Team
from kaituo.foundation.jobs.repeating import REPEATING
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.sales.pipeline.models import Projection
from kaituo.sales.pipeline.projections import reckoning
from kaituo.sales.pipeline.projections.reckoning import project_all, project_won
from kaituo.sales.pipeline.projections.shown import in_words, judged_rows, shown

QUARTER = Period.parse("2026-Q4")


@pytest.fixture(autouse=True)
def today():
    """16 November, noon: half of the month is left."""
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 16, 12)), tick=False):
        yield


@pytest.fixture
def won(alice):
    """Entries of won deals: so many months before November, so much each, by a person in a team."""

    def write(amounts, person=alice, team="east"):
        month = Period.parse("2026-11")
        for amount in reversed(amounts):
            month = month.previous()
            if not amount:
                continue
            entry = {"measure": "pipeline.won_amount", "on": month.start, "earned_on": month.start, "person": person}
            amounts_kept = {"amount": int(amount * SCALE), "original_amount": int(amount * SCALE), "currency": "CNY"}
            Entry.objects.create(**entry, **amounts_kept, team=Team.objects.get(code=team), source_type="pipeline.Opportunity", source_id=1)

    return write


STEADY = [100, 104, 97, 101, 99, 103, 98, 102, 100, 96, 105, 99, 101, 98, 103, 100, 97, 102]
SEASONAL = [100, 10, 80, 10, 200, 10, 90, 10, 150, 10, 120, 10, 100, 10, 80, 10, 200, 10]


def of_company():
    return Projection.objects.get(team=None)


def test_every_night_company_and_teams_are_reckoned_and_the_old_go(won):
    won(STEADY)
    assert project_won.module_path in REPEATING
    project_won.func()
    first = set(Projection.objects.values_list("team__code", flat=True))
    project_all()
    assert first == set(Projection.objects.values_list("team__code", flat=True)) == {None, "company", "east"}
    assert Projection.objects.count() == 3


def test_a_quarter_counts_what_was_won_and_the_days_left(won):
    won(SEASONAL)
    project_all()
    row = of_company()
    assert row.state == "naive"
    # October brought 10; of November's 90 a half is left; December brought 10 a year ago.
    assert [row.ahead[label][0] for label in ("2026-11", "2026-12", "2026-Q4")] == [45, 10, 65]


def test_what_is_nearer_than_a_year_ago_is_shown_with_its_test(won):
    won([*STEADY[:6], 100, 60, 140, 55, 150, 70, *STEADY[6:12]])
    project_all()
    row = of_company()
    assert (row.state, row.judged_months, len(row.judged)) == ("smoothed", 6, 6)
    assert row.error < row.naive_error
    assert 0 <= row.coverage <= 1 <= row.widening
    assert [label for label, _numbers, _inside in judged_rows(row)] == [f"2026-{month:02}" for month in range(5, 11)]


def test_months_without_any_deal_count_as_nothing_won(won):
    won([7, 0, 0, 5])
    project_all()
    assert of_company().history == [["2026-07", "7"], ["2026-08", "0"], ["2026-09", "0"], ["2026-10", "5"]]


def test_too_short_a_history_says_how_much_is_missing(won, ada):
    won(STEADY[:13])
    project_all()
    found = shown(QUARTER, ada, "")
    assert (found.row.state, found.missing, found.figure, found.is_reckoned) == ("too_short", 2, None, False)


def test_without_the_engine_it_says_so(won, monkeypatch, client, ada):
    won(STEADY)
    monkeypatch.setattr(reckoning, "is_installed", lambda: False)
    project_all()
    client.force_login(ada)
    assert "kaituo[forecast]" in client.get("/forecast/").content.decode().replace("&#39;", "'")


def test_whoever_leads_a_team_sees_its_own_and_a_rep_none(won, mei, alice, ada, charlie):
    won(STEADY)
    won(STEADY, person=charlie, team="west")
    project_all()
    teams = {str(person): [row.team and row.team.code for row in found.choices] for person in (mei, ada) if (found := shown(QUARTER, person, ""))}
    assert teams == {str(mei): ["east"], str(ada): [None, "company", "east", "west"]}
    assert shown(QUARTER, alice, "") is None


def test_a_team_that_one_may_not_see_cannot_be_asked_for(won, mei, charlie):
    won(STEADY)
    won(STEADY, person=charlie, team="west")
    project_all()
    assert shown(QUARTER, mei, str(Team.objects.get(code="west").pk)).row.team.code == "east"


def test_whoever_may_not_read_amounts_sees_none(won, mei):
    won(STEADY)
    project_all()
    role = RoleAssignment.objects.filter(user=mei).first().role
    FieldRule.objects.create(role=role, model="pipeline.Opportunity", field="amount", shows=Shows.HIDDEN)
    assert shown(QUARTER, type(mei).objects.get(pk=mei.pk), "") is None


def test_the_page_shows_it_beside_what_people_say(client, won, ada):
    won(SEASONAL)
    project_all()
    client.force_login(ada)
    text = client.get("/forecast/?period=2026-Q4").content.decode()
    assert all(part in text for part in ("Statistical forecast", "Expected in", "so the same month a year ago is shown", "Month by month"))
    assert client.get("/forecast/?period=2019-Q4&team=rubbish").status_code == 200


def test_the_words_name_the_wider_interval(won):
    row = Projection(state="smoothed", error=0.2, naive_error=0.4, widening=1.75)
    assert "1.8 times as wide" in in_words(row)
    assert "wide" not in in_words(Projection(state="smoothed", error=0.2, naive_error=0.4, widening=1))


def test_the_page_asks_the_same_for_one_team_and_for_several(client, won, ada, charlie, django_assert_num_queries, django_assert_max_num_queries):
    won(STEADY)
    project_all()
    client.force_login(ada)
    client.get("/forecast/")
    with django_assert_max_num_queries(80) as few:
        client.get("/forecast/")
    won(STEADY, person=charlie, team="west")
    won(STEADY, person=charlie, team="agency")
    project_all()
    with django_assert_num_queries(len(few)):
        client.get("/forecast/")


def test_the_day_is_that_of_the_company(won):
    won(STEADY)
    project_all()
    assert min(of_company().ahead) == "2026"
    assert date.fromisoformat(f"{of_company().history[0][0]}-01") == date(2025, 5, 1)
    assert sum(Decimal(amount) for _month, amount in of_company().history) == sum(STEADY)
