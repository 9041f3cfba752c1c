"""Somebody who is signed in and asks for pages."""

import pytest
from django.test import Client


@pytest.fixture
def browser():
    def sign_in(user, **headers):
        client = Client(headers={"host": "localhost", **headers})
        client.force_login(user)
        return client

    return sign_in
