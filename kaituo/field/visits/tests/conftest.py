"""A customer of Alice's whose place is known, a type of visit with three steps, and a phone that says things."""

import json
from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kaituo.field.visits import actions
from kaituo.field.visits.models import Site, Visit, VisitRules, VisitStep, VisitType
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

HERE = {"latitude": 31.2304, "longitude": 121.4737, "accuracy": 12.0}
AWAY = {"latitude": 31.2504, "longitude": 121.4737, "accuracy": 12.0}
"""About 2.2 kilometres to the north."""


@pytest.fixture(autouse=True)
def ground(db, settings, tmp_path):
    """Photos go into a folder of the test; any hour is a working hour unless a test says otherwise."""
    settings.MEDIA_ROOT = tmp_path
    VisitRules.objects.create(begins_at=time(0), ends_at=time(23, 59, 59))


@pytest.fixture(autouse=True)
def workday(time_machine):
    """A Wednesday morning."""
    time_machine.move_to(datetime(2026, 11, 25, 2, 30, tzinfo=timezone.get_fixed_timezone(0)))


@pytest.fixture
def lantern(alice):
    account = records.create(Account(name="灯笼公司", owner=alice, region="上海", city="上海"), by=alice)
    records.create(Site(account=account, latitude=Decimal("31.2304"), longitude=Decimal("121.4737")), by=alice)
    return account


@pytest.fixture
def store_check(ada):
    kind = records.create(VisitType(name="Store check"), by=ada)
    steps = [("photo", "Shelf", ""), ("stock", "Stock", "Red lanterns\nBlue lanterns"), ("survey", "Feeling", "Happy: yes / no")]
    for position, (step, name, items) in enumerate(steps):
        records.create(VisitStep(visit_type=kind, kind=step, name=name, items=items, position=position, is_required=step == "photo"), by=ada)
    return kind


@pytest.fixture
def talk(ada):
    return records.create(VisitType(name="Talk", position=1), by=ada)


@pytest.fixture
def agreed(alice):
    return actions.give_consent(by=alice)


@pytest.fixture
def visit(lantern, talk, alice):
    return actions.plan(Visit(account=lantern, owner=alice, visit_type=talk), by=alice)


def picture(kind="JPEG", size=(40, 30), **options):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


class Phone:
    """`ahead` is how much its clock is wrong."""

    def __init__(self, client, ahead=timedelta()):
        self.client, self.ahead = client, ahead

    def said(self, deed, visit, *, ago=timedelta(), key=None, **more):
        now = timezone.now() + self.ahead
        key = str(key or uuid4())
        return {"key": key, "deed": deed, "visit": str(visit), "at": (now - ago).isoformat(), "sent_at": now.isoformat(), **more}

    def send(self, said, photo=None):
        return self.client.post("/visits/day/send/", {"said": json.dumps(said)} | ({"photo": photo} if photo else {}))

    def does(self, deed, visit, photo=None, **more):
        answer = self.send(self.said(deed, getattr(visit, "key", visit), **more), photo)
        assert answer.status_code == 200, answer.content
        return answer.json()


@pytest.fixture
def phone(client, alice):
    client.force_login(alice)
    return Phone(client)
