"""The former address hears that the account moved, whoever moved it."""

import pytest
from django.test import Client

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.records import actions as records
from kaituo.office.administration.actions import accounts


@pytest.fixture
def moved(alice, mailbox):
    """Alice as she is once her letters are written."""
    alice.email = "alice@old.example"
    alice.save()
    return Worker().drain


def test_the_person_herself(alice, mailbox, moved):
    accounts.change_email("alice@new.example", by=alice)
    moved()
    letter = mailbox.read()
    assert mailbox.addresses == ["alice@old.example"]
    assert "Alice changed the e-mail address of your account alice at" in letter.get_content()
    assert "alice@new.example" not in letter.as_string()


def test_an_administrator(alice, ada, mailbox, moved):
    records.change(User.objects.get(pk=alice.pk), {"email": "alice@new.example", "language": "zh-hans"}, by=ada)
    moved()
    assert mailbox.addresses == ["alice@old.example"]
    assert "Ada 于" in mailbox.read().get_content()


def test_no_letter_where_there_was_no_address_or_no_move(alice, ada, mailbox, moved):
    records.change(User.objects.get(pk=alice.pk), {"phone": "138"}, by=ada)
    accounts.change_email("ada@new.example", by=ada)
    moved()
    assert mailbox.letters == []


def test_the_letter_and_the_move_stand_or_fall_together(alice, mailbox, moved):
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    client.post("/me/email/", {"email": "alice@new.example", "password": "guessed"})
    moved()
    assert mailbox.letters == []
