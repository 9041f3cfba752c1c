"""A record that is like another, door by door."""

import json

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.refusals import Doubtful, Refused
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.models import Dispute, DuplicateRule, MatchKey, Pair

from .conftest import CODE, OTHER_CODE


def enter(name, by, door=Door.FORM, accepts=False, **values):
    with entering(door, accepts_doubts=accepts):
        return records.create(Account(name=name, owner=by, **values), by=by)


def rule(ada, key, mode, model="customers.Account"):
    return records.create(DuplicateRule(model=model, key=key, form=mode, imports=mode, api=mode, public=mode), by=ada)


@pytest.mark.parametrize("door", [Door.FORM, Door.API])
def test_a_credit_code_that_is_taken_is_refused_without_appeal(door, lantern, alice):
    with pytest.raises(Doubtful) as refusal:
        enter("Another name", alice, door, accepts=True, tax_number="9133 0100 7996 5505 8b")
    assert refusal.value.answer == ""
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"name": "灯笼科技（上海）有限责任公司"},
        {"name": "燈籠科技", "phone": "+86 21 6888 8888"},
        {"name": "Some other", "phone": "０２１－６８８８８８８８"},
        {"name": "Some other", "email": "OFFICE@Lantern.cn"},
    ],
)
def test_a_likeness_is_told_and_may_be_overruled_knowingly(values, lantern, alice):
    with pytest.raises(Doubtful) as doubt:
        enter(by=alice, **values)
    assert doubt.value.hints[0].row == lantern
    row = enter(by=alice, accepts=True, **values)
    assert Pair.objects.get().second_id == row.pk


def test_another_place_and_nothing_else_alike_is_no_likeness(lantern, alice):
    assert enter("北京灯笼科技有限公司", alice).pk


def test_of_a_record_that_is_not_hers_a_rep_learns_the_team_alone(kiln, alice):
    with pytest.raises(Doubtful) as doubt:
        enter("Kiln", alice, tax_number=OTHER_CODE)
    told = str(doubt.value.hints)
    assert doubt.value.hints[0].row is None
    assert "West" in told
    assert not any(secret in told for secret in ("窑炉", "Charlie", "charlie", str(kiln.phone), f"pk={kiln.pk}"))


def test_two_hidden_records_of_one_team_are_told_as_one(kiln, make, charlie, alice):
    make("杭州窑炉设备有限公司", owner=charlie, phone="1")
    with pytest.raises(Doubtful) as doubt:
        enter("杭州窑炉设备有限公司", alice)
    assert len(doubt.value.hints) == 1


def test_a_stranger_at_the_public_form_learns_nothing(kiln, alice, ada):
    rule(ada, "credit_code", "block")
    with pytest.raises(Doubtful) as doubt:
        enter("Kiln", alice, Door.PUBLIC, tax_number=OTHER_CODE)
    assert doubt.value.hints == []


def test_the_public_form_lets_everything_in_unless_a_rule_speaks(kiln, alice):
    assert enter("Kiln", alice, Door.PUBLIC, tax_number=OTHER_CODE).pk


def test_rules_decide_key_by_key(lantern, alice, ada):
    rule(ada, "phone", "allow")
    rule(ada, "email", "block")
    assert enter("By phone", alice, phone="021-68888888").pk
    with pytest.raises(Doubtful) as refusal:
        enter("By mail", alice, accepts=True, email="office@lantern.cn")
    assert refusal.value.answer == ""


def test_with_approval_the_record_is_put_away_until_somebody_decides(kiln, alice, ada):
    rule(ada, "full_name", "approve")
    row = enter("杭州窑炉设备有限公司", alice, accepts=True)
    row.refresh_from_db()
    dispute = Dispute.objects.get()
    assert row.is_archived
    assert (dispute.entry_id, dispute.record_id, dispute.claimant, dispute.holder) == (row.pk, kiln.pk, alice, kiln.owner)
    with pytest.raises(Refused):
        records.restore(row, by=ada)


def test_a_changed_number_is_checked_and_an_unchanged_one_is_not(lantern, make, alice):
    other = make("Other", phone="021-68888888")
    with entering(Door.FORM):
        records.change(other, {"city": "上海"}, by=alice)
        with pytest.raises(Doubtful):
            records.change(other, {"tax_number": CODE}, by=alice)


def test_what_is_put_away_is_like_nothing(lantern, alice, ada):
    records.archive(lantern, by=ada)
    assert enter("灯笼科技（上海）有限责任公司", alice, tax_number=CODE).pk
    assert not MatchKey.objects.filter(model="customers.Account", record_id=lantern.pk).exists()


def test_what_the_program_makes_by_itself_is_not_held_up(lantern, make):
    assert make("Copy", tax_number=CODE).pk


def test_two_people_of_one_name_and_number_are_told(contact, lantern, alice):
    with entering(Door.FORM), pytest.raises(Doubtful):
        records.create(Contact(account=lantern, name="王 芳", phone="+8613800138000"), by=alice)


def test_the_form_shows_the_likeness_and_saves_when_told_to(lantern, alice, sign_in):
    client, address = sign_in(alice), "/accounts/new/"
    sent = {"name": "上海灯笼科技有限公司", "status": "prospect", "account_class": "c", "currency": "CNY", "payment_days": "30", "owner": alice.pk}
    sent |= {"address-TOTAL_FORMS": "0", "address-INITIAL_FORMS": "0"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "accepts_doubts" in page.content.decode()
    assert "<title>New Account" in page.content.decode()
    assert client.post(address, sent | {"accepts_doubts": "yes"}).status_code == 302


def test_the_interface_says_what_is_alike_and_whether_it_may_be_accepted(kiln, alice, sign_in):
    client = sign_in(alice)
    body = {"name": "窑炉设备（杭州）公司"}
    answer = client.post("/api/v1/accounts", json.dumps(body), content_type="application/json")
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["may_be_accepted"] is True
    assert problem["doubts"][0]["id"] is None
    assert "窑炉" not in json.dumps(problem["doubts"], ensure_ascii=False)
    assert client.post("/api/v1/accounts", json.dumps(body | {"accepts_doubts": True}), content_type="application/json").status_code == 201


@pytest.mark.parametrize("count", [2, 40])
def test_a_batch_is_recognised_in_as_many_questions_as_two(count, alice, ada, django_assert_max_num_queries):
    rows = [Account(name=f"公司{number}", owner=alice, phone=f"1380013{number:04d}") for number in range(count)]
    with django_assert_max_num_queries(55):
        records.create_many(rows, by=ada)
    assert MatchKey.objects.values("record_id").distinct().count() == count
