"""The pages of the installation, their doors, and what is done on them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.company.models import Holiday, LegalEntity, Organisation
from kaituo.foundation.identity.models import Grant, Role, TeamPath
from kaituo.foundation.jobs.models import Schedule
from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.forms import bind_form
from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.administration.actions import installation, roles
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order
from kaituo.sales.pipeline.actions import lose
from kaituo.sales.pipeline.models import LossReason, Opportunity, Pipeline
from kaituo.team.people.models import Staff

PAGES = ["/first-steps/", "/team-tree/", "/jobs/", "/audit/", "/system/", "/users/", "/users/new/", "/roles/", "/holidays/", "/closed-periods/new/"]
PAGES += ["/organisations/", "/legal-entities/", "/exchange-rates/", "/approval-flows/new/", "/custom-fields/new/", "/tags/", "/approvals/"]
ADMINISTRATORS_ONLY = ["/first-steps/", "/team-tree/", "/jobs/", "/audit/", "/system/"]


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_reaches_every_page(page, ada, client):
    client.force_login(ada)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ADMINISTRATORS_ONLY)
def test_nobody_else_reaches_the_pages_of_the_installation(page, mei, client):
    client.force_login(mei)
    assert client.get(page).status_code == 403


def test_the_first_page_leads_to_the_first_steps_until_they_are_taken(ada, client):
    client.force_login(ada)
    assert client.get("/").url == "/first-steps/"
    client.post("/first-steps/", {"name": "华拓", "base_currency": "CNY", "country": "CN"})
    assert Organisation.objects.get().name == "华拓"
    assert Role.objects.filter(key="director").exists()
    assert Holiday.objects.filter(day__month=10, day__day=1).exists()
    assert client.get("/").headers.get("Location") != "/first-steps/"


@pytest.mark.parametrize(("language", "first", "last"), [("zh-hans", "线索确认", "输单"), ("en", "Lead confirmed", "Lost")])
def test_the_first_deal_can_be_made_at_once_in_the_language_of_whoever_set_it_up(ada, language, first, last):
    with translation.override(language):
        installation.begin(Organisation(name="A"), by=ada)
    pipeline = Pipeline.objects.get()
    assert [stage.name for stage in pipeline.stages.in_order()][::5] == [first, last]
    account = records.create(Account(name="Lantern", owner=ada), by=ada)
    deal = Opportunity(account=account, name="Lamps", owner=ada, pipeline=pipeline, stage=pipeline.first_stage(), expected_on=date(2026, 5, 5))
    lose(records.create(deal, by=ada), by=ada, reason=LossReason.objects.first(), lost_on=timezone.localdate())


def test_the_first_pipeline_and_the_one_company_of_ours_are_chosen_already(ada):
    installation.begin(Organisation(name="Lantern Works"), by=ada)
    first = Pipeline.objects.get()
    assert bind_form(SCREENS["pipeline.Opportunity"], Opportunity(), ada)["pipeline"].value() == first.pk
    assert bind_form(SCREENS["orders.Order"], Order(), ada)["legal_entity"].value() == LegalEntity.objects.get(name="Lantern Works").pk
    records.create(Pipeline(name="Tenders", position=9), by=ada)
    assert bind_form(SCREENS["pipeline.Opportunity"], Opportunity(), ada)["pipeline"].value() == first.pk
    records.create(LegalEntity(name="Second Works"), by=ada)
    assert not bind_form(SCREENS["orders.Order"], Order(), ada)["legal_entity"].value()


def test_a_new_colleagues_page_says_what_is_missing_to_sign_in(ada, client):
    client.force_login(ada)
    client.post("/staff/new/", {"name": "Lin", "engagement": "employed", "language": "en", "joined_on": "2026-05-04"})
    staff = Staff.objects.get()
    page = client.get(f"/staff/{staff.pk}/").content.decode()
    assert "No role yet" in page and f"/users/{staff.user_id}/" in page


def test_a_way_of_selling_that_is_there_already_stays_alone(ada):
    records.create(Pipeline(name="Ours"), by=ada)
    installation.begin(Organisation(name="A"), by=ada)
    assert [pipeline.name for pipeline in Pipeline.objects.all()] == ["Ours"]


def test_the_organisation_is_set_up_once(ada):
    installation.begin(Organisation(name="A"), by=ada)
    with pytest.raises(Refused):
        installation.begin(Organisation(name="B"), by=ada)


def test_only_an_administrator_sets_it_up(mei):
    with pytest.raises(PermissionDenied):
        installation.begin(Organisation(name="A"), by=mei)


def test_holidays_come_once_and_leave_what_was_edited(ada):
    assert installation.bring_holidays(2025, by=ada) > 20
    assert installation.bring_holidays(2025, by=ada) == 0
    with pytest.raises(Refused):
        installation.bring_holidays(2099, by=ada)


def test_grants_of_one_kind_are_replaced(ada, client):
    client.force_login(ada)
    role = Role.objects.get(key="rep")
    data = {"grant": ["view|own", "view|team", "transfer|own", "view|nonsense"], "field-phone": "masked"}
    client.post(f"/roles/{role.pk}/grants/?model=customers.Account", data)
    held = set(Grant.objects.filter(role=role, model="customers.Account").values_list("verb", "scope"))
    assert held == {("view", "own"), ("view", "team"), ("transfer", "own")}
    assert role.field_rules.get().shows == "masked"
    assert b"masked" in client.get(f"/roles/{role.pk}/grants/?model=customers.Account").content


def test_an_administrator_keeps_her_way_back(ada):
    with pytest.raises(Refused):
        roles.set_grants(Role.objects.get(key="administrator"), by=ada, model="*", granted=[], rules={})


def test_a_team_is_placed_from_a_day_on(cast, ada, client):
    client.force_login(ada)
    client.post("/team-tree/", {"team": cast.east.pk, "parent": cast.west.pk, "on": "2026-02-01"})
    above = TeamPath.objects.filter(descendant=cast.east, ancestor=cast.west)
    assert [path.starts_on for path in above] == [date(2026, 2, 1)]


def test_a_team_does_not_stand_below_itself(cast, ada):
    roles.place(cast.east, by=ada, parent=cast.west, on=date(2026, 2, 1))
    with pytest.raises(Refused):
        roles.place(cast.west, by=ada, parent=cast.east, on=date(2026, 3, 1))


def test_a_schedule_is_moved_and_turned_off(ada, client):
    Worker().drain()
    row = Schedule.objects.get(name__endswith="seal_events")
    client.force_login(ada)
    client.post(f"/jobs/schedules/{row.pk}/", {"rule": "daily 04:45"})
    row.refresh_from_db()
    assert (row.rule, row.is_on, timezone.localtime(row.next_run_at).hour) == ("daily 04:45", False, 4)


def test_a_dead_letter_is_shown_and_sent_again(ada, client):
    job = DBTaskResult.objects.create(
        task_path="nowhere.job",
        args_kwargs={"args": [], "kwargs": {}},
        status="FAILED",
        traceback="Boom",
        backend_name="default",
        exception_class_path="",
    )
    client.force_login(ada)
    assert b"Boom" in client.get("/jobs/").content
    client.post(f"/jobs/{job.pk}/again/")
    job.refresh_from_db()
    assert job.status == "READY"


def test_the_audit_log_is_narrowed_by_person(ada, alice, client):
    installation.bring_holidays(2025, by=ada)
    client.force_login(ada)
    assert b"2025-10-01" in client.get(f"/audit/?person={ada.pk}&until=2999-01-01").content
    assert b"Nothing matches" in client.get(f"/audit/?person={alice.pk}").content


def test_verifying_the_chain_says_that_it_holds(ada, client):
    client.force_login(ada)
    assert b"The chain of events holds." in client.post("/audit/verify/", follow=True).content
    assert Event.objects.filter(name="administration.chain_verified").exists()


def test_closing_a_period_is_a_fact_of_its_own_and_is_not_edited(ada, client):
    client.force_login(ada)
    client.post("/closed-periods/new/", {"starts_on": "2026-01-01", "ends_on": "2026-02-01"})
    period = ClosedPeriod.objects.get()
    assert Event.objects.about(period).get().name == "metrics.period_closed"
    assert client.get(f"/closed-periods/{period.pk}/edit/").status_code == 404
    client.post(f"/closed-periods/{period.pk}/do/reopen/", {"reason": "late invoice"})
    period.refresh_from_db()
    assert not period.is_closed
