"""From lead to customer, contact and deal in one step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.leads import actions
from kaituo.sales.leads.forms import ConvertForm
from kaituo.sales.pipeline.models import Opportunity


def test_everything_is_made_and_hangs_together(lead, pipeline, alice):
    actions.convert(lead, by=alice, expected_on=(timezone.localdate() + timedelta(days=30)), amount=5000)
    assert (lead.status, lead.converted_on) == ("converted", timezone.localdate())
    assert (lead.account.name, lead.account.owner, lead.account.phone) == ("苏州灯笼科技有限公司", alice, "13800000001")
    assert (lead.contact.account, lead.contact.name, lead.contact.is_primary) == (lead.account, "王伟", True)
    assert (lead.opportunity.account, lead.opportunity.contact, lead.opportunity.amount) == (lead.account, lead.contact, 5000)


def test_the_customer_takes_over_the_division(make_lead, pipeline, alice):
    lead = make_lead(division="320583")
    actions.convert(lead, by=alice, with_deal=False)
    assert (lead.region, lead.city) == ("江苏", "苏州")
    assert (lead.account.division, lead.account.city) == ("320583", "苏州")


def test_what_is_there_is_offered_and_used_again(lead, pipeline, alice):
    account = records.create(Account(name="苏州灯笼科技", owner=alice), by=alice)
    contact = records.create(Contact(account=account, name="王总", mobile="13800000001"), by=alice)
    form = ConvertForm()
    form.meet(lead, alice)
    assert (form.initial["account"], form.initial["contact"]) == (account, contact)
    actions.convert(lead, by=alice, account=account, contact=contact, with_deal=False)
    assert (Account.objects.count(), Contact.objects.count(), Opportunity.objects.count()) == (1, 1, 0)
    assert lead.account == account


def test_customers_of_others_are_not_offered(lead, pipeline, alice, charlie):
    records.create(Account(name=lead.name, owner=charlie, phone=lead.phone), by=charlie)
    form = ConvertForm()
    form.meet(lead, alice)
    assert not form.fields["account"].queryset


def test_a_new_customer_like_one_of_hers_is_made_only_when_said_to_be_different(lead, pipeline, alice):
    records.create(Account(name=lead.name, owner=alice), by=alice)
    with pytest.raises(Refused, match="ame with place"):
        actions.convert(lead, by=alice, with_deal=False)
    actions.convert(lead, by=alice, with_deal=False, is_different=True)
    assert Account.objects.count() == 2


def test_of_a_customer_of_others_conversion_tells_the_team_alone(lead, pipeline, alice, charlie):
    records.create(Account(name=lead.name, owner=charlie, phone=lead.phone), by=charlie)
    with pytest.raises(Refused) as refusal:
        actions.convert(lead, by=alice, with_deal=False)
    told = " ".join(refusal.value.messages)
    assert "West" in told
    assert not any(secret in told for secret in (lead.name, "Charlie", lead.phone))


def test_the_history_stays_with_the_lead_and_points_on(lead, pipeline, alice):
    actions.follow_up(lead, by=alice, note="Wants six robots")
    actions.convert(lead, by=alice, expected_on=(timezone.localdate() + timedelta(days=30)))
    assert [event.name for event in Event.objects.about(lead).order_by("pk")][-2:] == ["leads.lead_followed_up", "leads.lead_converted"]
    assert list(lead.account.leads.all()) == [lead]


def test_it_is_converted_once(lead, pipeline, alice):
    actions.convert(lead, by=alice, with_deal=False)
    with pytest.raises(Refused):
        actions.convert(lead, by=alice, with_deal=False)


def test_a_fault_leaves_nothing_behind(lead, alice):
    with pytest.raises(Refused, match="no pipeline"):
        actions.convert(lead, by=alice, expected_on=(timezone.localdate() + timedelta(days=30)))
    assert not Account.objects.exists()


def test_conversion_is_measured(make_lead, pipeline, alice):
    leads = [make_lead(f"Lamp {number}") for number in range(4)]
    actions.convert(leads[0], by=alice, with_deal=False)
    assert total("leads.conversion_rate", Question(), by=alice) == pytest.approx(0.25)
