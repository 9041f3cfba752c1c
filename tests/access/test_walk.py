"""Strangers at every door: none of them sees the record, none of them changes it."""

import json

import pytest

from kaituo.foundation.screens.screen import SCREENS

from .addresses import Address, addresses, filled, holds_record, is_library, values_for
from .world import FINDS, MARK

ABSENT = {404, 405}
OPEN = {"ui:language", "ui:theme", "api:api-root", "appointments-feed", "leads-enquiry"}
JSON = "application/json"


def of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + str(dict(response.headers))


def knock(client, path, data=None):
    """GET and POST of a page; GET, POST and PATCH of the interface."""
    if not path.startswith("/api/v1/"):
        return [client.get(path), client.post(path, data or {})]
    body = json.dumps(data or {})
    return [client.get(path), *(client.generic(method, path, body, content_type=JSON) for method in ("POST", "PATCH"))]


def own_addresses() -> list[Address]:
    return [address for address in addresses() if not is_library(address)]


@pytest.fixture
def lists(world):
    """Every screen with the keys of foreign records to put into its filters."""
    keys = sorted({key for label in world.rows for key in world.keys(label)})
    return [(screen, keys) for screen in SCREENS.values()]


def test_every_address_falls_under_the_walk(world):
    for address in own_addresses():
        if address.names:
            assert values_for(address, world)


def test_no_record_is_found_by_its_address(stranger, world):
    before, wrong = world.state(), []
    for address in filter(holds_record, own_addresses()):
        for path in filled(address, world):
            answers = knock(stranger, path, {"text": "I was here", "name": "tagged", "version": 1})
            wrong += [(path, answer.status_code) for answer in answers if answer.status_code not in ABSENT or MARK in of(answer)]
    assert wrong == []
    assert world.state() == before


def test_no_page_without_a_record_tells_of_one(stranger, world):
    before = world.state()
    paths = [path for address in own_addresses() if not holds_record(address) for path in filled(address, world)]
    told = [path for path in paths for query in ({"view": "all"}, {"q": FINDS}) if MARK in of(stranger.get(path, query))]
    assert told == []
    assert world.state() == before


def test_no_filter_lets_a_foreign_record_through(stranger, lists):
    told = []
    for screen, keys in lists:
        for each in screen.bound_filters:
            pages = [stranger.get(base, {each.name: keys}) for base in (screen.url("list"), f"/api/v1/{screen.slug}")]
            told += [(screen.label, each.name) for page in pages if page.status_code >= 500 or MARK in of(page)]
    assert told == []


def test_no_order_search_or_group_lets_a_foreign_record_through(stranger, lists):
    """A page is ordered upwards where the interface is ordered downwards, and by turns the other way round."""
    told = []
    for screen, _keys in lists:
        addresses_of = (screen.url("list"), f"/api/v1/{screen.slug}")
        queries = [{"q": FINDS}, *({"group": column.name} for column in screen.groupable), {"archived": "yes"}]
        asked = [(base, query) for query in queries for base in addresses_of]
        for turn, column in enumerate(screen.table.all()):
            asked += zip(addresses_of, ({"sort": sign + column.name} for sign in ("-", "", "-")[turn % 2 :]), strict=False)
        pages = [stranger.get(base, query) for base, query in asked]
        told += [screen.label for page in pages if page.status_code >= 500 or MARK in of(page)]
    assert told == []


def test_no_form_filled_beforehand_names_a_foreign_record(stranger, world):
    told, tried = [], 0
    for screen in SCREENS.values():
        relations = [field for field in screen.model._meta.concrete_fields if field.is_relation]
        asked = [(field.name, row.pk) for field in relations for row in world.rows.get(field.related_model._meta.label, ())]
        told += [(screen.label, name) for name, key in asked if MARK in of(stranger.get(screen.url("new"), {name: key}))]
        tried += len(asked)
    assert told == []
    assert tried > len(SCREENS) / 2


def test_no_bulk_deed_touches_a_foreign_record(stranger, world, cast):
    before = world.state()
    for screen in SCREENS.values():
        names = [("bulk", function.verb.name) for function in screen.bulk] + [("bulk-field", name) for name in screen.inline]
        for view, name in names:
            sent = {"row": world.keys(screen.label), "to": cast.bob.pk, "owner": cast.bob.pk, "reason": "x", name: "x"}
            answers = [stranger.get(screen.url(view, name), sent), stranger.post(screen.url(view, name), sent)]
            assert [answer for answer in answers if MARK in of(answer)] == []
    assert world.state() == before


def test_no_new_record_of_the_interface_hangs_on_a_foreign_one(stranger, world):
    before, account, order = world.state(), world.keys("customers.Account")[0], world.keys("orders.Order")[0]
    bodies = {
        "contacts": {"account": account, "name": "Mole"},
        "orders": {"account": account},
        "quotes": {"account": account},
        "opportunities": {"account": account, "name": "Mole", "expected_on": "2026-05-05"},
    }
    answers = [stranger.post(f"/api/v1/{slug}", json.dumps(body), content_type=JSON) for slug, body in bodies.items()]
    assert {answer.status_code for answer in answers} <= {403, 422}
    assert order and world.state() == before


def test_whoever_is_not_signed_in_is_sent_to_the_door(nobody, world):
    before, wrong = world.state(), []
    for address in own_addresses():
        for path in filled(address, world) if address.name not in OPEN else ():
            for answer in knock(nobody, path):
                is_sent = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
                wrong += [] if is_sent or answer.status_code in {401, 405} else [(path, answer.status_code)]
    assert wrong == []
    assert world.state() == before
