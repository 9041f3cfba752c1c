"""The figures of a report: one's own, and of a leader those of her teams beside them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaituo.foundation.records import actions as records
from kaituo.team.worklogs import actions
from kaituo.team.worklogs.figures import kept_figures, live_figures
from kaituo.team.worklogs.models import ReportTemplate, Worklog

from .test_saying import MAY, SALES, sell


@pytest.fixture
def monthly(cast):
    return records.create(ReportTemplate(name="Month", rhythm="monthly", measures=[SALES]), by=cast.ada)


@pytest.fixture
def sold(cast):
    """Mei leads the team of Alice and Bob; Charlie is of another."""
    for person, april, may in ((cast.mei, 1, 2), (cast.alice, 10, 30), (cast.bob, 100, 200), (cast.charlie, 1000, 1000)):
        sell(person, date(2026, 4, 7), april)
        sell(person, date(2026, 5, 7), may)


def figures(template, person):
    (found,) = live_figures(template, MAY, person, person)
    return found.value, found.before, found.team and (found.team.value, found.team.before)


def test_a_leader_sees_her_own_and_her_teams_figures(monthly, sold, cast):
    assert figures(monthly, cast.mei) == (2, 1, (232, 111))


def test_who_leads_nobody_sees_her_own_alone(monthly, sold, cast):
    assert figures(monthly, cast.alice) == (30, 10, None)


def test_queries_do_not_grow_with_measures_and_people(monthly, sold, cast):
    def count():
        with CaptureQueriesContext(connection) as queries:
            live_figures(monthly, MAY, cast.mei, cast.mei)
        return len(queries)

    count()
    first = count()
    monthly.measures = [SALES, "orders.units", "pipeline.created_count", "pipeline.won_amount"]
    for number in range(5):
        sell(cast.bob, date(2026, 5, 8 + number), 7)
    assert count() == first


def test_both_are_kept_when_the_report_is_handed_in(monthly, sold, cast, client):
    worklog = actions.begin(monthly, MAY, by=cast.mei)
    actions.hand_in(worklog, by=cast.mei, answers={})
    sell(cast.bob, date(2026, 5, 9), 5000)
    (kept,) = kept_figures(Worklog.objects.get())
    assert (kept.value, kept.team.value) == (2, 232)
    client.force_login(cast.mei)
    page = client.get(f"/worklogs/{worklog.pk}/").content.decode()
    assert "report-figure-team" in page and f"team={cast.east.pk}" in page


def test_reports_kept_before_teams_were_told_are_still_read(monthly, cast):
    worklog = Worklog(template=monthly, owner=cast.mei, starts_on=MAY.start, ends_on=MAY.end, figures=[[SALES, "7"]])
    assert [(each.value, each.team) for each in kept_figures(worklog)] == [(7, None)]


def test_the_page_of_writing_shows_both(monthly, sold, cast, client):
    client.force_login(cast.mei)
    page = client.get(f"{reverse('worklogs-write')}?template={monthly.pk}&day=2026-05-08").content.decode()
    assert "report-figure-team" in page and "232" in page
