"""What was changed is written although no log may keep it, or keeps it cut."""

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.sets import change_each
from kaituo.sales.leads.models import Lead
from kaituo.team.meetings.models import CoachingNote

LONG = "x" * 600


@pytest.fixture
def lead(alice):
    return records.create(Lead(name="Acme", owner=alice, need=f"{LONG}1"), by=alice)


@pytest.fixture
def note(cast):
    return records.create(CoachingNote(person=cast.alice, coach=cast.mei, text="Before"), by=cast.mei)


def newest(row):
    return Event.objects.filter(subject_type=row._meta.label, subject_id=row.pk).latest("pk")


def test_the_end_of_a_long_text_changes(lead, alice):
    records.change(lead, {"need": f"{LONG}2"}, by=alice)
    assert Lead.objects.get(pk=lead.pk).need == f"{LONG}2"


def test_it_changes_in_a_set_as_well(lead, alice):
    assert change_each(Lead, {lead.pk: {"need": f"{LONG}2"}}, by=alice) == 1
    assert Lead.objects.get(pk=lead.pk).need == f"{LONG}2"


def test_what_is_kept_out_of_logs_changes_and_stays_out_of_them(note, cast):
    records.change(note, {"text": "Afterwards"}, by=cast.mei)
    assert CoachingNote.objects.get(pk=note.pk).text == "Afterwards"
    assert (newest(note).name, newest(note).changes) == ("record.changed", {})


def test_where_nothing_differs_nothing_is_written(note, cast):
    records.change(note, {"text": "Before"}, by=cast.mei)
    assert newest(note).name != "record.changed"
    assert note.version == CoachingNote.objects.get(pk=note.pk).version
