"""The little business, and who comes knocking."""

import pytest
from django.core.cache import cache
from django.test import Client

from .world import World, build


@pytest.fixture(autouse=True)
def fresh_counters(settings, tmp_path):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def world(cast) -> World:
    return build(cast)


@pytest.fixture(params=["charlie", "olga"])
def stranger(request, cast) -> Client:
    """Charlie of the sibling team, and Olga of the agency."""
    client = Client(headers={"host": "localhost"})
    client.force_login(getattr(cast, request.param))
    return client


@pytest.fixture
def nobody() -> Client:
    return Client(headers={"host": "localhost"})
