"""What the question beforehand tells of a hidden customer is that it is taken, and by which team: nothing else, not even by the work it takes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.discussion import comment
from kaituo.sales.customers.models import Contact
from kaituo.sales.duplicates import asking
from kaituo.sales.duplicates.models import MatchKey

from .conftest import OTHER_CODE

ASKED = {"name": "", "phone": "0571-88888888", "tax_number": OTHER_CODE, "email": ""}


def shape(caught):
    """The statements without what was asked in them."""
    return [re.sub(r"\d+|'[^']*'|%s", "?", each["sql"]).split(" WHERE ")[0] for each in caught]


def asked(by):
    by = User.objects.get(pk=by.pk)
    with CaptureQueriesContext(connection) as caught:
        answer = asking.ask(ASKED, by=by)
    return answer, caught


def page(client):
    answer = client.post("/duplicates/check/", ASKED)
    text = re.sub(r'nonce="[^"]*"|[A-Za-z0-9]{64}|/duplicates/claim/[^"]*', "", answer.content.decode())
    return answer.status_code, text


def test_as_much_is_asked_of_the_database_for_nothing_as_for_a_hidden_customer(alice, make, charlie):
    _free, before = asked(alice)
    make("杭州窑炉设备有限公司", owner=charlie, phone="0571-88888888", tax_number=OTHER_CODE)
    taken, after = asked(alice)
    assert taken.hints
    assert len(before) == len(after)
    assert shape(before) == shape(after)


def test_more_hidden_customers_of_a_team_are_the_same_answer_and_the_same_work(kiln, alice, make, charlie, sign_in):
    client = sign_in(alice)
    first, said = asked(alice), page(client)
    for number in range(3):
        make(f"第{number}窑炉公司", owner=charlie, phone="0571-88888888")
    second = asked(alice)
    assert first[0].hints[0].text == second[0].hints[0].text
    assert len(first[1]) == len(second[1])
    assert said[0] == page(client)[0] == 200


def test_nothing_that_is_kept_of_a_hidden_customer_changes_the_page(kiln, alice, charlie, ada, sign_in):
    client = sign_in(alice)
    before = page(client)
    records.create(Contact(account=kiln, name="陈明", mobile="13900139000"), by=charlie)
    records.change(kiln, {"credit_limit": 900000, "notes": "secret", "account_class": "a", "city": "宁波"}, by=ada)
    comment(kiln, by=charlie, text="They will sign")
    assert page(client) == before


def test_a_customer_put_away_is_as_if_it_had_never_been(kiln, alice, ada, sign_in):
    client = sign_in(alice)
    records.archive(kiln, by=ada)
    with clock.at(clock.now() + timedelta(minutes=1)):
        gone = page(client)
    MatchKey.objects.all().delete()
    assert page(client) == gone


@pytest.mark.parametrize("door", ["/search/?q=窑炉", "/search/?q=0571-88888888", "/accounts/?q=窑炉", "/api/v1/accounts?q=窑炉"])
def test_no_other_door_answers_otherwise_for_a_hidden_customer(door, alice, make, charlie, sign_in):
    client = sign_in(alice)
    client.get(door)
    before = client.get(door)
    make("杭州窑炉设备有限公司", owner=charlie, phone="0571-88888888", tax_number=OTHER_CODE)
    after = client.get(door)
    texts = [re.sub(r'nonce="[^"]*"|[A-Za-z0-9]{64}', "", each.content.decode()) for each in (before, after)]
    assert before.status_code == after.status_code == 200
    assert texts[0] == texts[1]
