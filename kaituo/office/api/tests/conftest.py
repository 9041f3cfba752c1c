"""A customer of Alice's, and programs that sign in with tokens."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from kaituo.foundation.records import actions as records
from kaituo.office.api import actions
from kaituo.office.api.models import Token
from kaituo.sales.customers.models import Account


class Program:
    """A client with a token; bodies go out and come in as JSON."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"host": "localhost", "authorization": f"Bearer {secret}"}, raise_request_exception=False)

    def get(self, path, **query):
        return self.client.get(f"/api/v1/{path}", query)

    def send(self, method, path, body=None):
        return self.client.generic(method, f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")

    def post(self, path, body=None):
        return self.send("POST", path, body)

    def patch(self, path, body=None):
        return self.send("PATCH", path, body)

    def put(self, path, body=None):
        return self.send("PUT", path, body)


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def program():
    def sign_in(person, **values):
        token = Token(person=person, name="Program", **{"reach": "write"} | values)
        return Program(actions.issue(token, by=person))

    return sign_in


@pytest.fixture
def at_alices(program, alice):
    return program(alice)


@pytest.fixture
def lantern(alice, ada):
    return records.create(Account(name="灯笼公司", owner=alice, phone="021-5550001", bank_account="6222-0001"), by=ada)
