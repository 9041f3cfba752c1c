"""Reading and writing records: the same rows, forms, verbs and refusals as on screen."""

from decimal import Decimal

import pytest

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order


@pytest.fixture
def accounts(alice, ada):
    return [records.create(Account(name=f"Customer {at}", owner=alice, city="Xi'an" if at < 2 else "Wuhan"), by=ada) for at in range(5)]


def test_a_list_holds_the_rows_of_the_person(at_alices, program, charlie, lantern):
    assert [row["text"] for row in at_alices.get("accounts").json()["results"]] == ["灯笼公司"]
    assert program(charlie).get("accounts").json()["results"] == []


def test_pages_follow_each_other_by_key(at_alices, accounts):
    first = at_alices.get("accounts", size=2, sort="name").json()
    second = at_alices.get("accounts", size=2, sort="name", key=first["next_key"]).json()
    assert [row["name"] for row in first["results"] + second["results"]] == [f"Customer {at}" for at in range(4)]


def test_filters_and_search_are_those_of_the_list(at_alices, accounts):
    assert len(at_alices.get("accounts", q="customer3").json()["results"]) == 1
    assert at_alices.get("accounts", status="customer").json()["results"] == []


def test_no_page_is_larger_than_the_largest(at_alices, accounts):
    assert len(at_alices.get("accounts", size=100000).json()["results"]) == 5


def test_a_list_asks_as_many_queries_for_many_rows_as_for_two(at_alices, accounts, django_assert_num_queries):
    at_alices.get("accounts", size=2)
    with django_assert_num_queries(7):
        at_alices.get("accounts", size=2)
    with django_assert_num_queries(7):
        at_alices.get("accounts", size=5)


def test_one_record_comes_with_its_lines_and_possible_verbs(at_alices, lantern):
    found = at_alices.get(f"accounts/{lantern.pk}").json()
    assert (found["name"], found["owner"]["text"], found["lines"]) == ("灯笼公司", "Alice", {"address": []})
    assert "transfer" in found["verbs"]


def test_another_persons_record_is_not_found(program, charlie, lantern):
    answer = program(charlie).get(f"accounts/{lantern.pk}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["nothing", "accounts/abc", "accounts/1/2/3", "accounts/99999999999999999999999"])
def test_what_does_not_exist_is_not_found_in_json(at_alices, path):
    answer = at_alices.get(path)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_a_hidden_field_is_left_out(program, alice, lantern):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="bank_account", shows="hidden")
    found = program(alice).get(f"accounts/{lantern.pk}").json()
    assert {"phone", "bank_account"} & set(found) == set()


def test_a_record_is_created_by_the_form_and_leaves_its_event(at_alices, alice):
    made = at_alices.post("accounts", {"name": "New customer", "city": "Wuhan"})
    assert made.status_code == 201
    assert Account.objects.get().owner == alice
    assert Event.objects.filter(name="record.created", subject_id=made.json()["id"], subject_type="customers.Account").exists()


def test_wrong_fields_are_said_by_name(at_alices):
    answer = at_alices.post("accounts", {"credit_limit": "-1"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"name", "credit_limit"}


def test_a_field_that_does_not_exist_is_refused(at_alices):
    assert at_alices.post("accounts", {"name": "A", "colour": "red"}).json()["errors"] == {"colour": ["There is no such field."]}


def test_a_patch_changes_only_what_it_names(at_alices, lantern):
    answer = at_alices.patch(f"accounts/{lantern.pk}", {"city": "Wuhan", "version": lantern.version})
    lantern.refresh_from_db()
    assert (answer.status_code, lantern.city, lantern.phone) == (200, "Wuhan", "021-5550001")


def test_a_patch_says_which_version_it_saw(at_alices, lantern):
    assert set(at_alices.patch(f"accounts/{lantern.pk}", {"city": "Wuhan"}).json()["errors"]) == {"version"}


def test_a_stale_patch_is_told_what_others_changed(at_alices, lantern, alice):
    seen = lantern.version
    records.change(lantern, {"city": "Wuhan"}, by=alice)
    answer = at_alices.patch(f"accounts/{lantern.pk}", {"city": "Xi'an", "version": seen})
    assert (answer.status_code, answer.json()["theirs"]) == (409, {"city": {"then": "", "now": "Wuhan"}})


def test_the_entity_tag_stands_for_the_version(at_alices, lantern, alice):
    tag = at_alices.get(f"accounts/{lantern.pk}")["ETag"]
    first, second = [
        at_alices.client.patch(f"/api/v1/accounts/{lantern.pk}", {"city": city}, content_type="application/json", headers={"If-Match": tag})
        for city in ("Wuhan", "Xi'an")
    ]
    assert (first.status_code, second.status_code, second.json()["theirs"]) == (200, 409, {"city": {"then": "", "now": "Wuhan"}})
    assert "Alice" in second.json()["title"]


def test_an_entity_tag_that_is_none_is_refused(at_alices, lantern):
    refused = at_alices.client.patch(f"/api/v1/accounts/{lantern.pk}", {"city": "A"}, content_type="application/json", headers={"If-Match": "*"})
    assert set(refused.json()["errors"]) == {"If-Match"}


def test_lines_are_written_with_their_record(at_alices, lantern):
    pump = Product.objects.create(name="Pump", list_price=Decimal(100))
    lines = {"orderline": [{"product": pump.pk, "quantity": "3", "unit_price": "90"}]}
    made = at_alices.post("orders", {"account": lantern.pk, "ordered_on": "2026-05-04", "lines": lines})
    assert made.status_code == 201
    assert Order.objects.get().net_amount == Decimal(270)


def test_a_line_is_changed_by_its_id_and_taken_off(at_alices, lantern, alice):
    pump = Product.objects.create(name="Pump", list_price=Decimal(100))
    lines = {"orderline": [{"product": pump.pk, "quantity": "3"}, {"product": pump.pk, "quantity": "5"}]}
    order = at_alices.post("orders", {"account": lantern.pk, "lines": lines}).json()
    first, second = (line["id"] for line in order["lines"]["orderline"])
    change = {"version": order["version"], "lines": {"orderline": [{"id": first, "quantity": "4"}, {"id": second, "delete": True}]}}
    changed = at_alices.patch(f"orders/{order['id']}", change).json()
    assert [Decimal(line["quantity"]) for line in changed["lines"]["orderline"]] == [4]


def test_a_verb_is_done_with_its_inputs(at_alices, lantern, bob):
    answer = at_alices.post(f"accounts/{lantern.pk}/transfer", {"to": bob.pk})
    lantern.refresh_from_db()
    assert (answer.status_code, lantern.owner, answer.json()) == (200, bob, {"id": lantern.pk})


def test_a_verb_with_wrong_inputs_says_at_which_field(at_alices, lantern):
    assert set(at_alices.post(f"accounts/{lantern.pk}/transfer").json()["errors"]) == {"to"}


def test_a_record_is_put_away_and_brought_back(at_alices, lantern):
    at_alices.post(f"accounts/{lantern.pk}/archive")
    assert at_alices.get("accounts").json()["results"] == []
    at_alices.post(f"accounts/{lantern.pk}/restore")
    assert len(at_alices.get("accounts").json()["results"]) == 1


def test_whoever_may_only_see_is_told_so(program, fang, lantern):
    lantern.refresh_from_db()
    Role.objects.get(key="finance").grants.create(model="api.Token", verb="*", scope="own")
    assert program(fang).patch(f"accounts/{lantern.pk}", {"city": "A", "version": lantern.version}).status_code == 403


@pytest.mark.parametrize("body", ["", "[]", "{", '"text"', '{"name": "\\ud800"}', "[" * 100_000, "\udcff"])
def test_a_body_that_cannot_be_read_writes_nothing(at_alices, body):
    answer = at_alices.client.generic("POST", "/api/v1/accounts", body.encode("utf-8", "surrogateescape"), content_type="application/json")
    assert answer.status_code == (422 if body == "" else 400)
    assert not Account.objects.exists()


def test_a_measure_is_answered_as_by_the_report(at_alices):
    answer = at_alices.get("measures/orders.booked_revenue", by="month", **{"from": "2026-01-01"})
    assert answer.json() == {"measure": "orders.booked_revenue", "total": "0.00", "rows": []}


def test_a_question_to_a_measure_that_cannot_be_read_says_where(at_alices):
    assert set(at_alices.get("measures/orders.booked_revenue", by="weather").json()["errors"]) == {"by"}
    assert set(at_alices.get("measures/orders.booked_revenue", to="tomorrow").json()["errors"]) == {"to"}
