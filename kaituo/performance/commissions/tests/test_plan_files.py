"""Plans as files and from the shelf: what a file says is kept whole, what it would change is shown first, what cannot be right changes nothing."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.choices import FLOW, MONEY
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import cash
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.actions.terms import read_file
from kaituo.performance.commissions.documents import document_of
from kaituo.performance.commissions.engine.plan.checks.measures import measures_of
from kaituo.performance.commissions.engine.plan.loading import read_plan, write_plan
from kaituo.performance.commissions.models import Component, Plan
from kaituo.performance.commissions.ready_plans import ready_plans
from kaituo.performance.testing import SALES

from .test_plan_editor import PLANS


@pytest.fixture
def measured(monkeypatch):
    """Whatever measures a document names exist, and somebody tells how their money comes in."""

    def declare(document) -> None:
        for name in measures_of(document):
            if name not in MEASURES:
                measure(name, name, kind=FLOW, unit=MONEY)
            monkeypatch.setitem(cash.SOURCES, name, cash.Source(lambda entries, until: {}))

    return declare


@pytest.mark.parametrize("name", sorted(PLANS))
def test_a_plan_goes_through_the_database_without_loss(name, ada, measured):
    document = PLANS[name]
    if document.currency not in dict(CURRENCIES):
        document = document.model_copy(update={"currency": "CNY"})
    measured(document)
    for payee in {member.payee for member in document.members}:
        User.objects.create(username=payee, name=payee)
    plan = Plan.objects.create(name="Empty")
    read_file(plan, by=ada, document=document)
    kept = document_of(Plan.objects.get(pk=plan.pk))
    assert kept.model_copy(update={"members": ()}) == document.model_copy(update={"members": ()})
    assert sorted(kept.members, key=str) == sorted(document.members, key=str)
    assert read_plan(write_plan(kept), MEASURES) == (kept, [])
    assert Component.objects.count() == sum(len(terms.components) for terms in document.terms)


def handed_in(client, plan, document, **more):
    return client.post(reverse("commissions-file", args=[plan.pk]), {"text": json.dumps(document), **more})


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


def said(plan, rate="0.05", **more):
    plain = json.loads(write_plan(document_of(plan)))
    plain["terms"][-1]["components"][0]["rate"] = {"kind": "constant", "rate": rate}
    return plain | more


@pytest.fixture
def drafted(draft, ada):
    plan, terms = draft
    plans.add_component(terms, [("0", None, "0.05")], by=ada, name="Base", measure=SALES)
    return plan


def test_what_would_change_is_shown_and_nothing_is_replaced_yet(signed_in, drafted):
    before = document_of(drafted)
    text = handed_in(signed_in, drafted, said(drafted, "0.07")).content.decode()
    assert "The rate is 7%." in text
    assert document_of(drafted) == before


def test_a_confirmed_file_replaces_the_draft(signed_in, drafted):
    assert handed_in(signed_in, drafted, said(drafted, "0.07"), step="save").status_code == 302
    assert str(document_of(drafted).terms[0].components[0].rate.rate) == "0.07"


def test_faults_of_a_file_come_with_their_place_and_change_nothing(signed_in, drafted):
    before = document_of(drafted)
    answer = handed_in(signed_in, drafted, said(drafted, "1.01"), step="save")
    assert answer.status_code == 422
    assert "$.terms[0].components[0].rate.rate" in answer.content.decode()
    assert document_of(drafted) == before


@pytest.mark.parametrize("text", ["", "{", '{"name": 1}', "[]", '"\\ud800"'])
def test_what_is_no_plan_is_told(signed_in, drafted, text):
    assert signed_in.post(reverse("commissions-file", args=[drafted.pk]), {"text": text}).status_code == 422


def test_a_currency_without_books_is_told(signed_in, drafted):
    assert "There is no currency DKK" in handed_in(signed_in, drafted, said(drafted, currency="DKK"), step="save").content.decode()


def test_a_file_in_another_encoding_is_told(signed_in, drafted):
    file = SimpleUploadedFile("plan.json", "方案".encode("gb18030"))
    assert "not UTF-8" in signed_in.post(reverse("commissions-file", args=[drafted.pk]), {"file": file}).content.decode()


def test_the_download_is_the_document(signed_in, drafted):
    content = signed_in.get(reverse("commissions-download", args=[drafted.pk])).content.decode()
    assert read_plan(content, MEASURES) == (document_of(drafted), [])


def test_a_file_that_changes_what_is_released_is_refused(plan, ada):
    changed = read_plan(json.dumps(said(plan, "0.5")))[0]
    with pytest.raises(Refused, match="released"):
        read_file(plan, by=ada, document=changed)
    paid_in_dollars = read_plan(json.dumps(json.loads(write_plan(document_of(plan))) | {"currency": "USD"}))[0]
    with pytest.raises(Refused, match="currency"):
        read_file(plan, by=ada, document=paid_in_dollars)


def test_a_file_may_add_a_version_to_a_released_plan(plan, ada):
    plain = said(plan)
    plain["terms"] = [*json.loads(write_plan(document_of(plan)))["terms"], {**plain["terms"][0], "starts_on": "2026-07-01"}]
    plain["terms"][0]["ends_on"] = "2026-07-01"
    read_file(plan, by=ada, document=read_plan(json.dumps(plain))[0])
    assert [terms.starts_on for terms in plan.terms.active()] == [date(2026, 1, 1), date(2026, 7, 1)]


def test_a_person_nobody_knows_is_told_and_nobody_is_put_on(drafted, ada):
    with pytest.raises(Refused, match="sign-in name nobody"):
        read_file(drafted, by=ada, document=read_plan(json.dumps(said(drafted, members=[{"payee": "alice"}, {"payee": "nobody"}])))[0])


def test_every_ready_plan_is_begun_and_may_be_released(signed_in, ada, measured):
    for name, document in ready_plans().items():
        measured(document)
        assert signed_in.post(reverse("commissions-begin", args=[name])).status_code == 302
    for plan in Plan.objects.all():
        plans.release(plan, by=ada)
    assert Plan.objects.filter(state="released").count() == len(ready_plans()) == 8


def test_a_ready_plan_is_begun_twice_under_two_names(signed_in, measured):
    measured(ready_plans()["tiered_commission"])
    for _time in range(2):
        signed_in.post(reverse("commissions-begin", args=["tiered_commission"]))
    assert list(Plan.objects.values_list("name", flat=True)) == ["Tiered commission", "Tiered commission 2"]


def test_the_shelf_describes_all_eight(signed_in):
    text = signed_in.get(reverse("commissions-ready")).content.decode()
    assert all(plan.name_en in text for plan in ready_plans().values())


@pytest.mark.parametrize("name", ["commissions-file", "commissions-download", "commissions-simulate"])
def test_whoever_may_not_read_a_plan_is_told_the_same_of_one_that_is_not_there(client, drafted, alice, name):
    client.force_login(alice)
    answers = [client.get(reverse(name, args=[pk])) for pk in (drafted.pk, drafted.pk + 1)]
    assert {answer.status_code for answer in answers} == {404}


def test_a_rep_begins_no_plan(client, alice):
    client.force_login(alice)
    assert client.post(reverse("commissions-begin", args=["guarantee"])).status_code in (403, 404)
    assert not Plan.objects.exists()
