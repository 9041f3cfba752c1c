"""Bringing a board in through the pages: check first, all or nothing, and back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records.models import Comment
from kaituo.office.exchange.actions import undo
from kaituo.office.exchange.models import Batch
from kaituo.team.tasks import tests as tasks_tests
from kaituo.team.tasks.models import Board, CardList, ChecklistItem, Project, Task

DATA = Path(tasks_tests.__file__).parent / "data"


@pytest.fixture
def client(alice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    return client


def upload(client, name, content=None):
    return client.post("/exchange/boards/", {"file": SimpleUploadedFile(name, content or (DATA / name).read_bytes())})


@pytest.mark.parametrize("name", ["trello.json", "asana.csv"])
def test_a_board_is_checked_brought_in_and_taken_back(client, alice, name):
    check = upload(client, name)["Location"]
    page = client.get(check).content.decode()
    assert "Autumn fair" in page and "Wanda Elsewhere" in page
    assert not Task.objects.exists()
    board = client.post(check)["Location"]
    assert client.get(board).status_code == 200
    assert Task.objects.count() == 3
    undo(Batch.objects.get(), by=alice)
    assert not any(model.objects.exists() for model in (Project, Board, CardList, Task, ChecklistItem, Comment))


def test_a_second_upload_says_that_all_is_here(client):
    client.post(upload(client, "trello.json")["Location"])
    assert "here already" in client.get(upload(client, "trello.json")["Location"]).content.decode()


def test_a_file_with_errors_is_shown_and_brings_in_nothing(client):
    content = (DATA / "trello.json").read_bytes().replace(b'"idList": "l2"', b'"idList": "gone"')
    check = upload(client, "trello.json", content)["Location"]
    assert "does not hold" in client.get(check).content.decode()
    assert client.post(check).status_code == 200
    assert not Board.objects.exists()


def test_what_is_no_board_is_refused_at_the_door(client):
    answer = upload(client, "trello.json", b"{}")
    assert answer.status_code == 422
    assert "no board of Trello" in answer.content.decode()
    assert not Batch.objects.exists()


def test_nobody_else_brings_in_what_one_uploaded(client, charlie):
    check = upload(client, "trello.json")["Location"]
    client.force_login(charlie)
    assert client.get(check).status_code == 404
    assert client.post(check).status_code == 404
