"""Leads that came in twice, and leads of customers one has."""

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.merging import merge
from kaituo.sales.customers.models import Account
from kaituo.sales.duplicates import scanning
from kaituo.sales.duplicates.linkage.engine import link
from kaituo.sales.duplicates.linkage.features import of_lead
from kaituo.sales.duplicates.linkage.profiles import LEAD
from kaituo.sales.duplicates.models import Pair, Scan
from kaituo.sales.leads.actions import disqualify
from kaituo.sales.leads.models import Lead, ScoreRule

LANTERN = ("苏州灯笼科技有限公司", "王伟", "13800000001", "wang@lantern.example", "中国", "苏州")


def found(*rows):
    return {(pair.first, pair.second) for pair in link(LEAD, ((at, of_lead(*row)) for at, row in enumerate(rows)), threshold=0.95)}


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        pytest.param(("灯笼科技（苏州）有限公司", "王伟", "+86 138 0000 0001", "", "中国", ""), True, id="name turned round, same phone"),
        pytest.param(("", "王伟", "13800000001", "wang@lantern.example", "中国", ""), True, id="the company left out"),
        pytest.param(("苏州灯笼科技有限公司", "李静", "13900000002", "li@lantern.example", "中国", "苏州"), False, id="a colleague of hers"),
        pytest.param(("无锡灯笼科技有限公司", "李静", "13700000003", "", "中国", "无锡"), False, id="another place"),
        pytest.param(("", "王伟", "13700000003", "", "中国", ""), False, id="a namesake"),
    ],
)
def test_leads_are_one_by_company_person_and_number(other, is_one):
    assert found(LANTERN, other) == ({(0, 1)} if is_one else set())


def test_a_search_brings_up_open_leads_alone(lead, make_lead, ada, alice):
    twin = make_lead("灯笼科技（苏州）有限公司", email="")
    disqualify(make_lead("苏州灯笼科技公司"), by=alice, reason="Spam")
    scanning.run(records.create(Scan(model="leads.Lead"), by=ada))
    assert list(Pair.objects.values_list("first_id", "second_id")) == [(lead.pk, twin.pk)]


def test_merged_leads_are_scored_anew(lead, make_lead, ada):
    records.create(ScoreRule(name="Has a need", field="need", test="filled", points=7), by=ada)
    poor, rich = make_lead("灯笼"), make_lead("苏州灯笼", need="500 lanterns")
    merge(poor, by=ada, other=rich, take=["need"])
    assert Lead.objects.get(pk=poor.pk).score == 7


def test_the_page_of_a_lead_names_the_customers_like_it(lead, ada, alice, client):
    account = records.create(Account(name="苏州灯笼科技有限公司", owner=alice), by=ada)
    client.force_login(alice)
    answer = client.get(f"/leads/{lead.pk}/").content.decode()
    assert f"/accounts/{account.pk}/" in answer
    assert "May be a customer already" in answer


def test_the_page_of_a_lead_tells_nothing_of_customers_of_others(lead, ada, cast, alice, client):
    records.create(Account(name="苏州灯笼科技有限公司", owner=cast.bob), by=ada)
    client.force_login(alice)
    assert "May be a customer already" not in client.get(f"/leads/{lead.pk}/").content.decode()
