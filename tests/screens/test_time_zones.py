"""A time zone that is none is refused where it is typed: in a form, in a file, by a program."""

import pytest
from django.test import Client

from kaituo.office.exchange.actions import ImportRefused, Package, import_package
from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.mapping import guess_map
from kaituo.team.people.models import Staff

WRONG = "“Asia/Peking” is no time zone. Write it as area and city, such as Asia/Shanghai"
PERSON = {"username": "wei", "name": "Wei", "language": "en", "email": "", "phone": ""}
STAFF = {"name": "Wei", "engagement": "employed", "language": "en", "joined_on": "2026-01-01"}


@pytest.fixture
def at_adas(ada) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(ada)
    return client


@pytest.mark.parametrize(("path", "values"), [("/users/new/", PERSON), ("/staff/new/", STAFF)])
def test_in_a_form(at_adas, path, values):
    answer = at_adas.post(path, values | {"time_zone": "Asia/Peking"})
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert at_adas.post(path, values | {"time_zone": "Asia/Tokyo"}).status_code == 302


@pytest.mark.parametrize(("path", "values"), [("users", PERSON), ("staff", STAFF)])
def test_by_a_program(at_adas, path, values):
    answer = at_adas.post(f"/api/v1/{path}", values | {"time_zone": "Asia/Peking"}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"]["time_zone"][0].startswith(WRONG)) == (422, True)


def test_in_a_file(ada):
    table = read_table(b"Name,Time zone\nWei,Asia/Peking\n", "staff.csv")
    with pytest.raises(ImportRefused) as refusal:
        import_package(Package("staff", [(table, guess_map(Staff, table.headings))]), by=ada)
    [fault] = next(iter(refusal.value.faults.values()))
    assert (fault.row, fault.text, fault.message.startswith(WRONG)) == (2, "Asia/Peking", True)
