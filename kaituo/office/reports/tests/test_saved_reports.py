"""Saved reports: who looks, who changes, favourites, files, and what a shared report shows to others."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.office.reports import actions
from kaituo.office.reports.models import Favourite, Report
from kaituo.office.reports.ready import READY

ORDERS = {"about": "orders.Order", "rows": ["owner"], "values": ["count", "sum:net_amount"], "on": "ordered_on"}
LIST = {"about": "orders.Order", "columns": ["number", "net_amount"]}


@pytest.fixture
def report(business):
    return records.create(Report(name="Orders", owner=business.mei, definition=ORDERS, openness="team", team=business.east), by=business.mei)


def page(report):
    return reverse("reports-report-page", args=[report.pk])


def test_the_team_looks_and_each_sees_her_own(business, report, browser):
    assert "Bob" in browser(business.mei).get(page(report)).content.decode()
    seen = browser(business.alice).get(page(report)).content.decode()
    assert "Alice" in seen
    assert "¥300.00" not in seen
    assert browser(business.charlie).get(page(report)).status_code == 404


def test_only_the_owner_changes_what_it_asks(business, report, browser):
    address, sent = reverse("reports-rebuild", args=[report.pk]), {"r-about": "orders.Order", "r-row": "status", "r-value": "count"}
    assert browser(business.alice).post(address, sent).status_code == 403
    assert browser(business.mei).post(address, sent).status_code == 302
    report.refresh_from_db()
    assert report.definition == {"about": "orders.Order", "rows": ["status"], "values": ["count"]}
    assert Event.objects.filter(name="reports.report_rebuilt").count() == 1


def test_the_builder_keeps_what_it_shows(business, browser):
    query = "r-about=orders.Order&r-row=owner&r-value=count&status=confirmed"
    form = browser(business.alice).get(reverse("reports-report-new") + f"?{query}")
    assert form.status_code == 200
    sent = {"name": "Mine", "query": query, "openness": "private"}
    assert browser(business.alice).post(reverse("reports-report-new"), sent).status_code == 302
    kept = Report.objects.get(name="Mine")
    assert (kept.owner, kept.definition["filters"]) == (business.alice, {"status": ["confirmed"]})


def test_a_report_that_cannot_be_read_is_not_kept(business, browser):
    sent = {"name": "Bad", "query": "r-about=orders.Order&r-value=nonsense", "openness": "private"}
    assert browser(business.alice).post(reverse("reports-report-new"), sent).status_code == 422
    with pytest.raises(ValidationError):
        records.create(Report(name="Bad", owner=business.alice, definition={"values": ["x"]}), by=business.alice)


def test_a_field_that_was_taken_off_is_told_not_failed(business, browser):
    report = records.create(Report(name="Old", owner=business.mei, definition={"about": "orders.Order", "rows": ["gone"]}), by=business.mei)
    answer = browser(business.mei).get(page(report))
    assert answer.status_code == 200
    assert "no longer there" in answer.content.decode()


def test_a_team_without_its_name_is_refused(business):
    with pytest.raises(ValidationError):
        records.create(Report(name="x", owner=business.mei, definition=ORDERS, openness="team"), by=business.mei)


def test_a_copy_is_ones_own(business, report):
    own = actions.copy(report, by=business.alice)
    assert (own.owner, own.openness, own.definition) == (business.alice, "private", ORDERS)
    with pytest.raises(PermissionDenied):
        actions.copy(report, by=business.charlie)


def test_favourites_are_marked_and_taken_off(business, report, browser):
    client = browser(business.alice)
    for ready in ({"report": report.pk}, {"ready": "customers-top"}):
        client.post(reverse("reports-favourite"), ready)
    assert b"Favourites" in client.get(reverse("reports")).content
    client.post(reverse("reports-favourite"), {"ready": "customers-top"})
    assert list(Favourite.objects.active().values_list("report", "ready")) == [(report.pk, "")]
    assert client.post(reverse("reports-favourite"), {"ready": "nonsense"}).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_a_report_is_taken_along_as_a_file(business, browser, kind):
    query = "?r-about=orders.Order&r-row=owner&r-value=count&r-title=Orders"
    answer = browser(business.mei).get(reverse("reports-file", args=[kind]) + query)
    assert answer.status_code == 200
    assert answer.content[:4] in (b"\xef\xbb\xbfR", b"PK\x03\x04", b"%PDF")
    assert Event.objects.filter(name="record.exported").count() == 1


def test_records_leave_the_house_only_with_the_right_to_export(business, browser):
    address = reverse("reports-file", args=["csv"]) + "?r-about=orders.Order&r-column=number"
    assert browser(business.fang).get(address).status_code == 403
    Grant.objects.create(role=Role.objects.get(key="finance"), model="orders.Order", verb="export", scope="own")
    assert b"SO-" not in browser(business.fang).get(address).content
    assert b"SO-3" in browser(business.bob).get(address).content


@pytest.mark.parametrize("key", sorted(READY))
def test_every_ready_report_can_be_run(business, browser, key):
    answer = browser(business.ada).get(reverse("reports-ready", args=[key]), follow=True)
    assert answer.status_code == 200
    assert "alert-box tone-bad" not in answer.content.decode()


def test_there_are_at_least_thirty_ready_reports():
    assert len(READY) >= 30


def test_the_builder_offers_only_what_one_may_read(business, hidden, browser):
    address = reverse("reports-builder") + "?r-about=customers.Account&r-row=region"
    assert "sum:credit_limit" in browser(business.mei).get(address).content.decode()
    hidden("manager", "customers.Account", "credit_limit")
    assert "sum:credit_limit" not in browser(business.mei).get(address).content.decode()


@pytest.mark.parametrize(("place", "begins"), [("reports-builder", '<div id="build"'), ("reports-preview", '<section id="preview"')])
def test_the_builder_answers_with_the_part_that_changes(business, browser, place, begins):
    query = {"r-about": "orders.Order", "r-row": "owner", "r-value": "count", "r-add": "status"}
    answer = browser(business.mei, **{"HX-Request": "true"}).get(reverse(place), query)
    assert answer.content.decode().strip().startswith(begins)
    assert answer.headers["HX-Replace-Url"].startswith(reverse("reports-builder"))


def test_the_builder_says_what_is_wrong_and_keeps_its_kind(business, browser):
    query = {"r-about": "orders.Order", "r-row": "owner", "r-value": "count", "r-fname": "x", "r-ftext": "Z / A", "r-funit": "count"}
    page = browser(business.mei).get(reverse("reports-builder"), query).content.decode()
    assert "There is no figure “Z”" in page
    assert 'value="Z / A"' in page
    assert 'value="owner" selected' in page
    assert browser(business.mei).get(reverse("reports-builder"), {"r-about": "orders.Nothing"}).status_code == 404
