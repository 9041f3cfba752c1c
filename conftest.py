"""The named cast and a mail server, for every test that asks for them."""

import pytest
from django.db import connection
from django.utils import translation

from tests.company.cast import Cast, gather
from tests.company.mailbox import mailbox  # noqa: F401 - a fixture
from tests.company.visitor import browser  # noqa: F401 - a fixture

PURE = ("kaituo/foundation/kernel/", "kaituo/foundation/calc/", "/engine/tests/", "/estimates/tests/")


def pytest_collection_modifyitems(config, items):
    """What knows no database is judged once, with SQLite."""
    if connection.vendor == "sqlite":
        return
    pure = [item for item in items if any(part in item.path.as_posix() for part in PURE) and "db" not in item.fixturenames]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if item not in set(pure)]


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English, whatever the catalogues say; a test of the Chinese asks for it."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db) -> Cast:
    """Alice, Bob, Mei, Charlie, Olga, Fang and Ada, with their teams and roles."""
    return gather()


@pytest.fixture
def alice(cast):
    return cast.alice


@pytest.fixture
def bob(cast):
    return cast.bob


@pytest.fixture
def mei(cast):
    return cast.mei


@pytest.fixture
def charlie(cast):
    return cast.charlie


@pytest.fixture
def olga(cast):
    return cast.olga


@pytest.fixture
def fang(cast):
    return cast.fang


@pytest.fixture
def ada(cast):
    return cast.ada
