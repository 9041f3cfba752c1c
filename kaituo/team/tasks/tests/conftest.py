"""Alice's project with a board of three lists; the last is for what is done."""

import pytest

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.team.tasks.models import Board, CardList, Project, ProjectMember, Task


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


@pytest.fixture
def project(alice):
    return records.create(Project(name="Autumn fair", owner=alice, openness="private"), by=alice)


@pytest.fixture
def board(project, alice):
    return records.create(Board(project=project, name="Stand"), by=alice)


@pytest.fixture
def lists(board, alice):
    rows = [CardList(board=board, name=name, position=at, is_for_done=name == "Done") for at, name in enumerate(["To do", "Doing", "Done"])]
    return {row.name: records.create(row, by=alice) for row in rows}


@pytest.fixture
def write(board, lists, alice):
    def make(title="Order the lanterns", by=alice, **values):
        return records.create(Task(**{"title": title, "board": board, "card_list": lists["To do"], "owner": by, **values}), by=by)

    return make


@pytest.fixture
def join(project, alice):
    def add(person, level):
        return records.create(ProjectMember(project=project, person=person, level=level), by=alice)

    return add
