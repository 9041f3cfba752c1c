"""Systems of others on this machine, and connections to them."""

import pytest
from django.core.cache import cache

from kaituo.foundation.notices import carrying
from kaituo.foundation.notices.channels import Message
from kaituo.foundation.notices.models import Delivery
from kaituo.foundation.records import actions as records
from kaituo.integrations.messengers.models import Handle, Outlet
from kaituo.integrations.testing import running


@pytest.fixture
def serve(settings):
    """Starts a system that answers as it is told, until the test ends."""
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    cache.clear()
    started = []

    def start(answer):
        started.append(running(answer))
        return started[-1].__enter__()

    yield start
    for each in started:
        each.__exit__(None, None, None)


@pytest.fixture
def connect(cast, ada):
    def connected(service, entered, **fields):
        outlet = Outlet(service=service, name=service.title(), **{"team": cast.east, **fields})
        outlet.keep(entered)
        return records.create(outlet, by=ada)

    return connected


@pytest.fixture
def handle(ada):
    def named(person, service, value):
        return records.create(Handle(person=person, service=service, value=value), by=ada)

    return named


@pytest.fixture
def note():
    """A message such as the engine writes."""
    return Message("Title", "Mei named you: 100% <ready> & *done*", path="/accounts/7/", url="https://crm.example.com/accounts/7/")


@pytest.fixture
def bring(settings):
    """Carry and send what was told; the states of all deliveries, in order."""
    settings.CSRF_TRUSTED_ORIGINS = ["https://crm.example.com"]

    def brought():
        carrying.deliver.call()
        return list(Delivery.objects.order_by("pk").values_list("state", flat=True))

    return brought
