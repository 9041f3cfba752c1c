"""A stranger builds reports over every kind of record, by every field: nothing of Alice's is told, counted or summed."""

import pytest

from kaituo.foundation.identity.models import FieldRule, Role, User
from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.reports.engine.definition import MOST_COLUMNS, MOST_ROWS, MOST_VALUES, Faulty, Value, read
from kaituo.office.reports.fields import TIMES, is_reported, items_of, kinds_of_record, readable_items
from kaituo.office.reports.running import show
from kaituo.office.reports.sheets import PLAIN

from .world import MARK


def asked_of(user, screen):
    """Lists, groups and sums of everything that the person's builder offers over a kind of record and what it points to."""
    items = [item for item in readable_items(screen.model, user).values() if item.path.count("__") < 2]
    groups = [item.name + ("@month" if item.kind in TIMES else "") for item in items if item.may_group]
    yield from ({"columns": part} for part in batched([item.name for item in items if not item.rows], MOST_COLUMNS))
    yield from ({"rows": part, "values": ["count"]} for part in batched(groups, MOST_ROWS))
    yield from ({"values": part} for part in batched([str(Value("sum", item.name)) for item in items if item.rows and not item.path], MOST_VALUES))


def batched(names: list[str], size: int) -> list[list[str]]:
    return [names[number : number + size] for number in range(0, len(names), size)]


def texts(sheet) -> str:
    """Everything the sheet says, also of the records whose fields it shows."""
    return " ".join(str(cell.value.text if cell.unit == PLAIN else cell.value) for line in sheet.lines for cell in line)


@pytest.mark.parametrize("name", ["charlie", "olga"])
def test_no_report_of_a_strangers_tells_of_a_record(world, cast, name):
    user = User.objects.get(pk=getattr(cast, name).pk)
    told = [
        (screen.label, asked)
        for screen in kinds_of_record(user)
        for asked in asked_of(user, screen)
        if MARK in texts(show(read({"about": screen.label, **asked}), user))
    ]
    assert told == []


def test_no_records_behind_a_figure_are_foreign_ones(world, stranger):
    labels = [screen.label for screen in SCREENS.values() if is_reported(screen)]
    pages = [(label, stranger.get("/reports/records/", {"r-about": label, "r-value": "count"})) for label in labels]
    assert [label for label, page in pages if page.status_code >= 500 or MARK in page.content.decode()] == []


def test_no_figure_of_a_strangers_counts_foreign_records(world, cast):
    asked = {"values": ["count", "sum:net_amount", "sum:lines"]}
    assert show(read({"about": "orders.Order", **asked}), cast.charlie).lines[0][1].value == 0
    assert show(read({"about": "orders.Order", **asked}), cast.alice).lines[0][1].value == 1


def test_a_hidden_field_is_in_no_report(cast, world):
    model = "customers.Account"
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model=model, field="phone", shows="masked")
    alice = User.objects.get(pk=cast.alice.pk)
    hidden = {name for kind in kinds_of_record(alice) for name, item in items_of(kind.model).items() if item.path.endswith("account__phone")}
    assert hidden
    for kind in kinds_of_record(alice):
        assert not hidden & readable_items(kind.model, alice).keys()
    for part in ({"rows": ["phone"], "values": ["count"]}, {"columns": ["phone"]}, {"values": ["distinct:phone"]}, {"filters": {"phone": [MARK]}}):
        with pytest.raises(Faulty):
            show(read({"about": model, **part}), alice)
