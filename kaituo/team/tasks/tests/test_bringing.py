"""Files of Trello and Asana as they really look, and files that are wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.records.models import Comment
from kaituo.team.tasks.bringing import asana, trello
from kaituo.team.tasks.bringing.plan import Unreadable
from kaituo.team.tasks.bringing.writing import People, new_tasks, write
from kaituo.team.tasks.models import Board, Project, Task

DATA = Path(__file__).parent / "data"
TRELLO, ASANA = (DATA / "trello.json").read_bytes(), (DATA / "asana.csv").read_bytes()


def bring(content, by, reader):
    made = []
    return write(reader.read(content), by=by, note=made.extend), made


def test_a_board_of_trello_comes_with_lists_in_order_cards_and_what_hangs_on_them(alice):
    board, _made = bring(TRELLO, alice, trello)
    assert [(each.name, each.is_archived) for each in board.card_lists.order_by("position")] == [("To do", False), ("Doing", False), ("Old", True)]
    hall, leaflets, given_up = (board.tasks.get(title=title) for title in ("Book the hall", "Print leaflets", "Given up"))
    assert (hall.owner, str(hall.due_on), str(hall.starts_on), hall.card_list.name) == (alice, "2026-12-01", "2026-11-20", "To do")
    assert [(item.text, item.is_ticked) for item in hall.items.all()] == [("Ask for prices", True), ("Sign", False)]
    assert "offer.pdf https://trello.com" in hall.notes
    assert (leaflets.is_done, leaflets.owner, given_up.is_archived) == (True, alice, True)
    assert "Wanda Elsewhere" in leaflets.notes
    assert Comment.objects.get(subject_id=hall.pk).text == "Wanda Elsewhere: They want a deposit"


def test_a_project_of_asana_comes_with_sections_subtasks_and_what_waits(alice):
    type(alice).objects.filter(pk=alice.pk).update(email="Alice@example.com")
    board, _made = bring(ASANA, alice, asana)
    leaflets = board.tasks.get(title="Print leaflets")
    assert [each.title for each in leaflets.waits_for()] == ["Hall, stand and light"]
    assert [(item.text, item.is_ticked) for item in leaflets.items.all()] == [("Ask three printers (Alice)", True)]
    hall = board.tasks.get(title="Hall, stand and light")
    assert (hall.owner, hall.card_list.name, hall.notes) == (alice, "To do", "Near the station\nwith parking")
    assert board.tasks.get(title="Write texts").is_done


@pytest.mark.parametrize(("content", "reader"), [(TRELLO, trello), (ASANA, asana)])
def test_a_second_time_changes_nothing(alice, content, reader):
    board, made = bring(content, alice, reader)
    again, more = bring(content, alice, reader)
    assert (again, len(made) > 8, more) == (board, True, [])
    assert new_tasks(reader.read(content), board) == []


def test_what_another_brought_in_privately_is_not_touched(alice, charlie):
    theirs, _made = bring(TRELLO, charlie, trello)
    own, _more = bring(TRELLO, alice, trello)
    assert own != theirs
    assert (Project.objects.count(), Board.objects.count(), Task.objects.count()) == (2, 2, 6)


def test_who_is_not_known_is_named(alice):
    assert People().unknown(trello.read(TRELLO)) == ["Wanda Elsewhere"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"lists": 1, "cards": []}', b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_board_of_trello_is_refused_with_the_way_to_one(content):
    with pytest.raises(Unreadable):
        trello.read(content)


@pytest.mark.parametrize("content", [b"", b"Name,Due\nHall,2026", b"\xff\xfe\x00", b'Task ID,Name\n"1'])
def test_what_is_no_project_of_asana_is_refused(content):
    with pytest.raises(Unreadable):
        asana.read(content)


def test_wrong_cards_are_named_with_row_and_field():
    board = json.loads(TRELLO)
    board["cards"][0]["idList"], board["cards"][1]["due"] = "nowhere", "soon"
    board["cards"].append({"id": "c9", "name": " ", "idList": "l1", "pos": 9})
    found = {(each.field, each.text) for each in trello.read(json.dumps(board).encode()).complaints}
    assert found == {("idList", "nowhere"), ("due", "soon"), ("name", "")}


def test_wrong_rows_are_named_with_row_and_field():
    content = ASANA.replace(b"2026-12-01", b"1 Dec").replace(b",,,,Print leaflets,,\n", b",,,,Nothing of the kind,,\n").decode()
    found = {(each.row, each.field) for each in asana.read(content.encode()).complaints}
    assert found == {(2, "Due Date"), (5, "Parent task")}


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@given(
    st.fixed_dictionaries(
        {
            "lists": st.lists(st.dictionaries(st.sampled_from(["id", "name", "pos", "closed"]), VALUES), max_size=3),
            "cards": st.lists(
                st.dictionaries(st.sampled_from(["id", "name", "idList", "due", "labels", "idMembers", "attachments", "pos"]), VALUES), max_size=3
            ),
        }
    )
)
def test_whatever_stands_in_the_file_is_read_or_complained_of(board):
    plan = trello.read(json.dumps(board).encode())
    assert len(plan.tasks) + len({each.row for each in plan.complaints}) >= len(board["cards"])
