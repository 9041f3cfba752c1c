"""The plan of a day, coverage and the bundle: what they show, to whom, and with how many questions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.field.visits import actions, forgetting
from kaituo.field.visits.models import Frequency, Visit
from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from .conftest import AWAY, HERE

CITIES = [("浙江", "杭州"), ("上海", "上海"), ("江苏", "南京"), ("江苏", "苏州")]


@pytest.fixture
def customers(alice):
    return [records.create(Account(name=city, owner=alice, region=region, city=city), by=alice) for region, city in CITIES]


def test_chosen_customers_are_planned_in_the_order_of_the_shortest_way(client, alice, customers, talk):
    client.force_login(alice)
    day = timezone.localdate().isoformat()
    answer = client.post("/visits/plan/add/", {"day": day, "visit_type": talk.pk, "accounts": [each.pk for each in customers]})
    assert answer.status_code == 302
    order = [visit.account.city for visit in Visit.objects.order_by("position")]
    assert order in (["杭州", "上海", "苏州", "南京"], ["南京", "苏州", "上海", "杭州"])


def test_nothing_is_planned_for_a_day_that_is_over(client, alice, customers, talk):
    client.force_login(alice)
    answer = client.post("/visits/plan/add/", {"day": "2026-11-24", "visit_type": talk.pk, "accounts": [customers[0].pk]})
    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_another_teams_customer_cannot_be_planned(client, charlie, customers, talk):
    client.force_login(charlie)
    day = timezone.localdate().isoformat()
    answer = client.post("/visits/plan/add/", {"day": day, "visit_type": talk.pk, "accounts": [customers[0].pk], "person": customers[0].owner_id})
    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_the_day_asks_the_same_number_of_questions_for_many_visits(
    client, alice, customers, talk, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(alice)
    actions.plan(Visit(account=customers[0], owner=alice, visit_type=talk), by=alice)
    counts = {}
    for path in ("/visits/plan/", "/visits/day/along/", "/visits/coverage/"):
        client.get(path)
        with django_assert_max_num_queries(60) as asked:
            client.get(path)
            counts[path] = len(asked)
    for account in customers[:2] * 3:
        actions.plan(Visit(account=account, owner=alice, visit_type=talk), by=alice)
    for path, count in counts.items():
        with django_assert_num_queries(count):
            client.get(path)


def test_who_is_visited_too_seldom_by_class(client, mei, customers, phone, talk, ada):
    records.create(Frequency(account_class="c", every_days=30), by=ada)
    Account.objects.update(created_at=timezone.now() - timedelta(days=45))
    seen = actions.plan(Visit(account=customers[0], owner=customers[0].owner, visit_type=talk), by=ada)
    phone.does("check_in", seen)
    phone.does("check_out", seen)
    client.force_login(mei)
    page = client.get("/visits/coverage/").content.decode()
    late = page[page.index("Days late") :]
    assert ("杭州" in late, "南京" in late) == (False, True)


def test_the_phone_takes_no_number_along_that_she_may_not_read(client, alice, customers, visit):
    Account.objects.update(phone="13900017731")
    client.force_login(alice)
    assert "13900017731" in client.get("/visits/day/along/").content.decode()
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    assert "13900017731" not in client.get("/visits/day/along/").content.decode()


def test_a_day_that_went_by_is_missed_and_a_late_check_in_still_counts(phone, visit, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert forgetting.miss_past() == 1
    assert phone.does("check_in", visit, ago=timedelta(hours=24))["outcome"] == "taken"
    visit.refresh_from_db()
    assert (visit.state, visit.planned_on) == ("under_way", visit.due_on)


def test_measures_count_visits_plan_and_time(phone, visit, agreed, alice, ada):
    phone.does("check_in", visit, position=HERE, ago=timedelta(minutes=30))
    phone.does("check_out", visit, position=HERE)
    today = timezone.localdate()
    asked = Question(today, today + timedelta(days=1), people=(alice.pk,))
    names = ("done_count", "as_planned_rate", "per_day", "minutes")
    assert [total(f"visits.{name}", asked, by=ada) for name in names] == [1, 1, 1, 30]


def test_the_customers_page_tells_of_its_visits(client, alice, visit):
    client.force_login(alice)
    page = client.get(f"/accounts/{visit.account_id}/").content.decode()
    assert f"/visits/{visit.pk}/" in page
    assert "31.23040, 121.47370" in page


def test_the_visits_page_shows_evidence_and_what_was_noticed(phone, visit, agreed, client):
    phone.does("check_in", visit, position=AWAY)
    page = client.get(f"/visits/{visit.pk}/").content.decode()
    assert "Far from the customer" in page
