"""Thanks and praise: who may, how often, who reads them, how they are withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import Grant, Role, RoleAssignment
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.team.culture.actions import cheer, thank, withdraw
from kaituo.team.culture.models import Cheer, CompanyValue, Recognition
from kaituo.team.culture.telling import tell_of_the_week
from kaituo.team.culture.wall import wall_of

DEED = "Drove to the customer on Sunday"


@pytest.fixture
def value(cast) -> CompanyValue:
    """Reps and managers read the whole wall; an agency's people only their part."""
    for key in ("rep", "manager"):
        role = Role.objects.get(key=key)
        wide = [("culture.Recognition", "view"), ("culture.Recognition", "cheer"), ("culture.CompanyValue", "view")]
        Grant.objects.bulk_create([Grant(role=role, model=model, verb=verb, scope="all") for model, verb in wide])
    return records.create(CompanyValue(name="Customers first"), by=cast.ada)


@pytest.fixture
def said(cast, value) -> Recognition:
    return thank(cast.bob, value, DEED, by=cast.alice)


def test_a_colleague_thanks_and_the_thanked_hears_of_it(cast, said):
    assert said.kind == "thanks"
    notice = Notice.objects.get(kind="culture.thanked")
    assert (notice.person, notice.params["deed"]) == (cast.bob, DEED)


def test_of_whoever_leads_it_is_praise(cast, value):
    assert thank(cast.bob, value, DEED, by=cast.mei).kind == "praise"
    assert thank(cast.charlie, value, DEED, by=cast.mei).kind == "thanks"


def test_nobody_thanks_herself(cast, value):
    with pytest.raises(ValidationError, match="Nobody thanks herself"):
        thank(cast.alice, value, DEED, by=cast.alice)


def test_a_deed_is_more_than_a_word(cast, value):
    with pytest.raises(ValidationError, match="Say what she did"):
        thank(cast.bob, value, "Thx", by=cast.alice)


def test_twice_a_day_to_one_and_ten_times_in_all(cast, value):
    for person in (cast.bob, cast.charlie, cast.mei, cast.fang, cast.ada):
        for _time in range(2):
            thank(person, value, DEED, by=cast.alice)
    with pytest.raises(ValidationError, match="10 thanks a day"):
        thank(cast.olga, value, DEED, by=cast.alice)
    thank(cast.bob, value, DEED, by=cast.mei)
    thank(cast.bob, value, DEED, by=cast.mei)
    with pytest.raises(ValidationError, match="twice today"):
        thank(cast.bob, value, DEED, by=cast.mei)


def test_the_house_reads_the_wall_and_an_agencys_people_their_part(cast, value, said):
    to_her = thank(cast.olga, value, DEED, by=cast.alice)
    assert set(visible(cast.charlie, Recognition.objects.all())) == {said, to_her}
    assert set(visible(cast.olga, Recognition.objects.all())) == {to_her}


def test_an_agencys_person_thanks_only_her_own_side(cast, value):
    with pytest.raises(PermissionDenied):
        thank(cast.charlie, value, DEED, by=cast.olga)


def test_applause_is_given_and_taken_back_but_not_by_the_praised(cast, said):
    cheer(said, by=cast.charlie)
    assert Cheer.objects.count() == 1
    cheer(said, by=cast.charlie)
    assert Cheer.objects.count() == 0
    with pytest.raises(ValidationError, match="Others applaud you"):
        cheer(said, by=cast.bob)


def test_the_writer_withdraws_and_the_trace_stays(cast, said):
    assert not may(cast.charlie, "withdraw", said)
    withdraw(said, by=cast.alice, reason="It was Charlie")
    assert (said.withdrawn_by, said.withdrawn_because) == (cast.alice, "It was Charlie")
    assert not visible(cast.charlie, Recognition.objects.filter(pk=said.pk)).exists()
    assert visible(cast.alice, Recognition.objects.filter(pk=said.pk)).exists()


def test_what_was_said_is_never_changed(cast, said):
    with pytest.raises(PermissionDenied):
        records.change(said, {"deed": "Something else was done"}, by=cast.charlie)


def test_the_record_it_is_about_opens_only_for_those_who_may_see_it(cast, value, browser):
    account = records.create(Account(name="Lantern", owner=cast.bob), by=cast.ada)
    thank(cast.bob, value, DEED, by=cast.mei, about=account)
    page = reverse("culture-wall")
    assert "Lantern" in browser(cast.bob).get(page).content.decode()
    assert "Lantern" not in browser(cast.charlie).get(page).content.decode()


def test_on_the_wall_somebody_is_thanked_with_a_link(cast, value, browser):
    account = records.create(Account(name="Lantern", owner=cast.alice), by=cast.ada)
    values = {"person": cast.bob.pk, "value": value.pk, "deed": DEED, "link": reverse("customers-account-page", args=[account.pk])}
    assert browser(cast.alice).post(reverse("culture-wall"), values).status_code == 302
    assert Recognition.objects.get().subject_id == account.pk


def test_a_link_that_leads_nowhere_is_refused_with_its_mend(cast, value, browser):
    values = {"person": cast.bob.pk, "value": value.pk, "deed": DEED, "link": "https://example.com/x"}
    answer = browser(cast.alice).post(reverse("culture-wall"), values)
    assert (answer.status_code, Recognition.objects.count()) == (422, 0)
    assert "leads to no record" in answer.content.decode()


def test_the_wall_goes_on_where_it_ended(cast, value):
    rows = [Recognition(giver=cast.alice, person=cast.bob, value=value, deed=f"{DEED} {number}") for number in range(25)]
    Recognition.objects.bulk_create(rows)
    first = wall_of(cast.charlie, {})
    second = wall_of(cast.charlie, {"before": first.older})
    assert len(first.posts) == 20
    assert {post.row.pk for post in first.posts}.isdisjoint(post.row.pk for post in second.posts)
    assert (len(second.posts), second.older) == (5, "")


def questions(cast, value, count) -> int:
    rows = [Recognition(giver=cast.alice, person=cast.bob, value=value, deed=DEED) for _each in range(count)]
    Recognition.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        wall_of(cast.charlie, {})
    return len(asked)


def test_the_wall_asks_as_many_questions_for_two_as_for_twenty(cast, value):
    wall_of(cast.charlie, {})
    assert questions(cast, value, 2) == questions(cast, value, 18)


def test_the_week_is_told_to_everybody_who_reads_the_wall(cast, said):
    cheer(said, by=cast.charlie)
    tell_of_the_week(timezone.localdate(said.created_at))
    notice = Notice.objects.filter(kind="culture.week", person=cast.charlie).get()
    assert (notice.params["thanks"], notice.record_id) == (1, said.pk)
    assert not Notice.objects.filter(kind="culture.week", person=cast.olga).exists()


def test_an_agencys_people_hear_only_of_their_own_part_of_the_week(cast, value, said):
    roles = RoleAssignment.objects.filter(user=cast.olga).values_list("role_id", flat=True)
    Grant.objects.bulk_create([Grant(role_id=role, model="culture.Recognition", verb="view", scope="own") for role in roles])
    tell_of_the_week(timezone.localdate(said.created_at))
    assert not Notice.objects.filter(kind="culture.week", person=cast.olga).exists()
    to_her = thank(cast.olga, value, DEED, by=cast.alice)
    tell_of_the_week(timezone.localdate(said.created_at))
    notice = Notice.objects.get(kind="culture.week", person=cast.olga)
    assert (notice.params["thanks"], notice.record_id) == (1, to_her.pk)
