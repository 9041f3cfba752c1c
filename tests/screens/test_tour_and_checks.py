"""A misspelt declaration fails at start; the tour lists what is found by looking around."""

import pytest
from django.core.management import CommandError, call_command

from kaituo.foundation.screens.checks import _faults
from kaituo.foundation.screens.columns import Columns
from kaituo.foundation.screens.parts import Board, Calendar, Lines, Page, Part, Sheet
from kaituo.foundation.screens.screen import SCREENS, Screen
from kaituo.sales.customers.models import Account, Address

WRONG = {
    "screens.E001": {"table": Columns("nmae")},
    "screens.E002": {"filters": ("staus",)},
    "screens.E003": {"inline": ("nmae",)},
    "screens.E004": {"buttons": (print,)},
    "screens.E005": {"table": Columns("name", total="sum")},
    "screens.E006": {"calendar": Calendar(on="birthday")},
    "screens.E007": {"lines": (Lines(Address, ("street",), through="account"),)},
    "screens.E008": {"page": Page(type("Lost", (Part,), {"template": "nowhere.html"})())},
}


@pytest.fixture
def declare(monkeypatch):
    def declare(**declared):
        monkeypatch.setitem(SCREENS, "customers.Account", SCREENS["customers.Account"])
        return type("WrongScreen", (Screen,), {"model": Account, "table": Columns("name"), **declared})()

    return declare


@pytest.mark.parametrize("code", WRONG)
def test_every_misspelt_name_is_found(declare, code):
    assert code in [error.id for error in _faults(declare(**WRONG[code]))]


def test_a_misspelt_board_or_sheet_is_found(declare):
    assert len(_faults(declare(board=Board(by="stauts"), sheet=Sheet(key="nmber")))) == 2


def test_every_declared_screen_is_sound():
    assert [error for screen in SCREENS.values() for error in _faults(screen)] == []


def test_the_tour_of_a_context_names_its_screens_verbs_and_measures(capsys):
    call_command("tour", "pipeline")
    told = capsys.readouterr().out
    assert all(text in told for text in ("/opportunities/", "win(Opportunity)", "pipeline.win_rate", "sum_the_lines"))
    assert "customers.account_transferred" not in told


def test_the_tour_knows_no_other_context():
    with pytest.raises(CommandError, match="pipeline"):
        call_command("tour", "nowhere")
