"""Classes follow the rules every night, with the reason; contacts and care dates are remembered."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Grant
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.segments import actions
from kaituo.sales.segments.models import CareDate, ClassRule, ServicePolicy, Worth
from kaituo.sales.segments.reckoning import reckon_all
from kaituo.sales.segments.reminders import remind


@pytest.fixture
def lantern(alice, ada):
    Organisation.objects.create(name="Kaituo")
    return records.create(Account(name="Lantern", owner=alice, account_class="c"), by=ada)


@pytest.fixture
def sell(lantern, ada):
    def sell(amount, account=lantern):
        order = records.create(Order(account=account, owner=account.owner, ordered_on=timezone.localdate()), by=ada)
        records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(amount)), by=ada)
        orders.confirm(order, by=ada)

    return sell


@pytest.fixture
def rule(ada):
    return records.create(ClassRule(name="Large", account_class="a", test="revenue", value="5000"), by=ada)


def test_the_class_follows_the_rule_and_says_why(lantern, sell, rule):
    sell(6000)
    assert reckon_all() == {"looked_at": 1, "changed": 1}
    lantern.refresh_from_db()
    worth = Worth.objects.get()
    assert (lantern.account_class, worth.revenue, worth.abc, worth.stage) == ("a", 6000, "a", "new")
    assert worth.why == "Large · revenue 6,000.00, ABC A, RFM 3, New"
    assert "follows the rule “Large”" in Event.objects.about(lantern).latest("pk").sentence


def test_a_night_without_news_changes_nothing(lantern, sell, rule):
    sell(6000)
    assert [reckon_all()["changed"] for _night in range(2)] == [1, 0]


def test_nobody_fixes_the_class_of_her_own_customers(lantern, rule, cast):
    Grant.objects.filter(role__key="rep").update(verb="change")
    reckon_all()
    with pytest.raises(Refused, match="leads the rep"):
        actions.fix_class(Worth.objects.get(), by=cast.alice, account_class="a", reason="So that it stays")


def test_a_class_fixed_by_hand_stays_until_it_is_freed(lantern, sell, rule, alice):
    reckon_all()
    worth = Worth.objects.get()
    actions.fix_class(worth, by=alice, account_class="b", reason="Promised by the board")
    sell(6000)
    assert reckon_all()["changed"] == 0
    actions.free_class(Worth.objects.get(), by=alice)
    assert reckon_all()["changed"] == 1


@pytest.mark.parametrize(("test", "value"), [("revenue", "many"), ("abc", "a,x"), ("stage", "young"), ("rfm", "")])
def test_a_rule_that_cannot_apply_is_refused(ada, test, value):
    with pytest.raises(ValidationError):
        records.create(ClassRule(name="Wrong", account_class="a", test=test, value=value), by=ada)


def test_contact_is_due_by_the_rhythm_of_the_class(lantern, alice, ada):
    records.create(ServicePolicy(account_class="c", contact_days=30), by=ada)
    reckon_all()
    assert Worth.objects.get().contact_due_on == timezone.localdate() + timedelta(days=30)
    Worth.objects.update(contact_due_on=timezone.localdate())
    assert remind() == 1
    assert Notice.objects.get(person=alice, kind="segments.contact_due").params["names"] == "Lantern"
    comment(lantern, by=alice, text="Called.")
    assert (Worth.objects.get().last_contact_on, Worth.objects.get().contact_due_on) == (
        timezone.localdate(),
        timezone.localdate() + timedelta(days=30),
    )


def test_care_dates_come_every_year_and_are_told_once(lantern, alice, ada):
    records.create(
        CareDate(account=lantern, kind="founding", on=(timezone.localdate() + timedelta(days=3)).replace(year=2000), days_before=3), by=ada
    )
    assert [remind(timezone.localdate() + timedelta(days=day)) for day in range(-1, 3)] == [0, 1, 0, 0]


def test_the_29th_of_february_falls_on_the_28th():
    row = CareDate(on=date(2000, 2, 29))
    assert (row.next_on(date(2026, 1, 1)), row.next_on(date(2028, 2, 29))) == (date(2026, 2, 28), date(2028, 2, 29))


def test_birthdays_of_contacts_need_no_entry(lantern, alice, ada):
    on = timezone.localdate() + timedelta(days=3)
    records.create(Contact(account=lantern, name="Li", birthday=on.replace(year=2000 if on.day == 29 else 1980)), by=ada)
    assert remind() == 1
