"""Reports with a shape of their own are saved, opened, changed, put on dashboards, mailed and printed like any other."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from kaituo.foundation.identity.models import RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.office.reports import actions
from kaituo.office.reports.addresses import definition_of, query_of
from kaituo.office.reports.engine.definition import Faulty, read
from kaituo.office.reports.letters import letter_to
from kaituo.office.reports.models import Dashboard, Dispatch, Report
from kaituo.office.reports.ready import READY
from kaituo.office.reports.running import show
from kaituo.office.reports.tiles import Common, shown

COHORTS = {"about": "shaped:customers-cohorts", "filters": {"by": ["quarter"], "shows": ["customers"]}}
SHAPED = [key for key, each in READY.items() if each.shape]


@pytest.fixture
def saved(business):
    return records.create(Report(name="Quarters", owner=business.mei, definition=COHORTS, openness="team", team=business.east), by=business.mei)


def test_what_is_chosen_on_its_page_is_kept(business, browser):
    query = query_of(read(COHORTS))
    assert definition_of(QueryDict(query)) == read(COHORTS)
    answer = browser(business.mei).post(reverse("reports-report-new"), {"query": query, "name": "Mine", "openness": "private"})
    assert answer.status_code == 302 and Report.objects.get(name="Mine").definition == COHORTS


def test_a_saved_one_opens_for_its_readers_and_leads_back_to_its_page(business, saved, browser):
    page = browser(business.mei).get(reverse("reports-report-page", args=[saved.pk]))
    assert page.status_code == 200 and f"/reports/cohorts/?by=quarter&amp;shows=customers&amp;r-report={saved.pk}" in page.content.decode()
    assert browser(business.alice).get(reverse("reports-report-page", args=[saved.pk])).status_code == 200


def test_its_page_changes_the_saved_one(business, saved, browser):
    page = browser(business.mei).get(f"/reports/cohorts/?by=month&r-report={saved.pk}").content.decode()
    assert reverse("reports-rebuild", args=[saved.pk]) in page
    sent = {"r-about": "shaped:customers-cohorts", "by": "month"}
    browser(business.mei).post(reverse("reports-rebuild", args=[saved.pk]), sent)
    saved.refresh_from_db()
    assert saved.definition["filters"] == {"by": ["month"]}
    assert reverse("reports-rebuild", args=[saved.pk]) not in browser(business.alice).get(f"/reports/cohorts/?r-report={saved.pk}").content.decode()


@pytest.mark.parametrize("key", SHAPED)
def test_each_is_drawn_in_a_tile(business, key):
    board = records.create(Dashboard(name="Board", owner=business.ada), by=business.ada)
    tile = actions.add_tile(board, by=business.ada, what=f"ready:{key}")
    assert shown(tile, business.ada, Common("quarter", "")).fault == ""


def test_the_days_and_team_of_the_dashboard_reach_it():
    narrowed = READY["insights-funnel"].shape.narrowed
    assert narrowed("quarter", "3") == {"team": ("3",), "period": ("quarter",)}
    assert set(narrowed("30d", "")) == {"from", "to"}
    assert READY["customers-cohorts"].shape.narrowed("quarter", "3") == {"team": ("3",)}


def test_it_goes_out_by_mail(business, saved):
    dispatch = records.create(Dispatch(report=saved, owner=business.mei, paper="both"), by=business.mei)
    letter = letter_to(dispatch, business.mei)
    assert [name.rpartition(".")[2] for name, _content, _kind in letter.attachments] == ["pdf", "xlsx"]


def test_whoever_may_not_see_its_records_is_told(business):
    RoleAssignment.objects.filter(user=business.charlie).delete()
    with pytest.raises(Faulty) as refused:
        show(read({"about": "shaped:customers-baskets"}), User.objects.get(pk=business.charlie.pk))
    assert refused.value.code == "hidden_kind"


def test_what_is_not_there_any_more_is_said(business, browser):
    with pytest.raises(Faulty):
        show(read({"about": "shaped:gone"}), business.ada)
    assert browser(business.ada).get(reverse("reports-builder") + "?r-about=shaped:gone").status_code == 404


def test_the_builder_leads_to_its_page(business, browser):
    answer = browser(business.ada).get(reverse("reports-builder") + "?" + query_of(read(COHORTS)))
    assert answer.url == "/reports/cohorts/?by=quarter&shows=customers"
