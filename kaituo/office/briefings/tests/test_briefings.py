"""A briefing is drafted from the figures its writer may see, mended by people, and sent as it stands."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.access import CHANGE, may, visible
from kaituo.foundation.identity.models import FieldRule, Grant, Role
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.sharing import share
from kaituo.office.briefings import actions
from kaituo.office.briefings.figures import Figure, Scene
from kaituo.office.briefings.letters import letter_to
from kaituo.office.briefings.models import Briefing
from kaituo.office.briefings.papers import print_briefing
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine

LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def company(cast, ada):
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    for role in ("manager", "rep"):
        for verb in ("view", "create", "change", "send"):
            Grant.objects.create(role=Role.objects.get(key=role), model="briefings.Briefing", verb=verb, scope="own")
    return cast


@pytest.fixture
def sell(company, ada):
    product = records.create(Product(number="P-1", name="Pump", list_price=1000), by=ada)

    def sell(seller, name, amount, on):
        account = Account.objects.filter(name=name).first() or records.create(Account(name=name, owner=seller), by=ada)
        with clock.at(datetime(on.year, on.month, on.day, 4, tzinfo=UTC)):
            order = records.create(Order(account=account, owner=seller, ordered_on=on), by=ada)
            records.create(OrderLine(order=order, product=product, unit_price=Decimal(amount), quantity=1), by=ada)
            orders.confirm(order, by=ada)

    return sell


@pytest.fixture
def two_months(sell, alice, bob):
    """September and October: Alice rises, Bob falls, Harbour stops buying."""
    sell(alice, "Lantern", 40_000, date(2026, 9, 10))
    sell(bob, "Harbour", 60_000, date(2026, 9, 12))
    sell(alice, "Lantern", 90_000, date(2026, 10, 9))
    sell(bob, "Willow", 30_000, date(2026, 10, 20))


@pytest.fixture
def october(two_months, mei):
    with clock.at(LATER):
        return records.create(Briefing(label="2026-10"), by=mei)


def anew(row):
    """As it stands now; a person with the rights she has now."""
    return type(row).objects.get(pk=row.pk)


def text_of(briefing, part):
    return briefing.chapters.get(part=part).text


def test_a_new_briefing_says_what_moved_and_who_is_behind_it(october):
    assert text_of(october, "overview").splitlines()[0] == "Booked revenue: 120k, 20% more than before (100k)."
    assert text_of(october, "people") == "More than before: Alice +50k (100% of all rises).\nLess than before: Bob −30k (100% of all falls)."
    assert "Harbour −60k" in text_of(october, "customers")
    assert "1 customer that bought before bought nothing now: Harbour (60k)." in text_of(october, "customers")
    assert text_of(october, "products") == "More than before: Pump +20k (100% of all rises)."
    assert "received against 120k booked (0%)" in text_of(october, "next")


def test_its_figures_are_kept_as_they_stood(october, sell, alice, mei):
    kept = Figure.of(anew(october).figures[0])
    assert (kept.measure.name, kept.value, kept.before, kept.year_ago) == ("orders.booked_revenue", 120_000, 100_000, 0)
    with clock.at(LATER):
        sell(alice, "Lantern", 10_000, date(2026, 10, 25))
        assert Figure.of(anew(october).figures[0]).value == 120_000
        actions.renew(october, by=mei)
    assert Figure.of(anew(october).figures[0]).value == 130_000


def test_a_leader_tells_of_her_people_alone(october, mei, company):
    people = [[move.name for move in Scene(october.period, None, by, date(2026, 11, 20)).moves("person")] for by in (mei, company.alice)]
    assert people == [["Alice", "Bob"], ["Alice"]]


def test_what_was_rewritten_stays_when_the_figures_are_renewed(october, sell, alice, mei):
    chapter = october.chapters.get(part="next")
    actions.rewrite(chapter, by=mei, text="Visit Harbour.")
    with clock.at(LATER):
        sell(alice, "Lantern", 10_000, date(2026, 10, 25))
        actions.renew(october, by=mei)
    chapter.refresh_from_db()
    assert (chapter.text, chapter.is_rewritten) == ("Visit Harbour.", True)
    assert "130k booked" in chapter.drafted
    assert "130k, 30% more" in text_of(october, "overview")
    actions.restore_words(chapter, by=mei)
    assert "130k booked" in text_of(october, "next")


def test_the_back_office_mends_what_was_shared_with_her(october, mei, olga):
    chapter = october.chapters.get(part="next")
    with pytest.raises(PermissionDenied):
        actions.rewrite(chapter, by=olga, text="Mine.")
    share(october, by=mei, verb=CHANGE, person=olga)
    actions.rewrite(anew(chapter), by=anew(olga), text="Ask Harbour.")
    assert text_of(october, "next") == "Ask Harbour."


def test_sent_it_is_opened_to_its_readers_and_stays_as_it_is(october, mei, alice):
    alice.email = "alice@kaituo.example"
    alice.save()
    assert not visible(alice, Briefing.objects.all()).exists()
    actions.send(october, by=mei, readers=[alice], note="See page 1.")
    assert may(anew(alice), "view", anew(october))
    assert Notice.objects.get(person=alice, kind="briefings.sent").params["subject"] == str(october)
    with pytest.raises(Refused):
        actions.rewrite(october.chapters.first(), by=mei, text="Later.")
    with pytest.raises(Refused):
        actions.renew(october, by=mei)
    assert letter_to(anew(october), alice, "See page 1.").send() == 1
    [(name, content, kind)] = [(each.filename, each.content, each.mimetype) for each in mail.outbox[0].attachments]
    assert (name, kind, content[:5]) == ("Monthly sales briefing · 2026-10.pdf", "application/pdf", b"%PDF-")
    assert "See page 1." in mail.outbox[0].body


def test_a_hidden_field_keeps_its_figures_out(two_months, mei):
    with clock.at(LATER):
        open_to_all = anew(records.create(Briefing(label="2026-09"), by=anew(mei)))
        FieldRule.objects.create(role=Role.objects.get(key="manager"), model="orders.OrderLine", field="unit_cost", shows="hidden")
        row = anew(records.create(Briefing(label="2026-10"), by=anew(mei)))
    margin = {"orders.margin_rate", "orders.booked_revenue"}
    assert {each["measure"] for each in open_to_all.figures} & margin == margin
    assert {each["measure"] for each in row.figures} & margin == {"orders.booked_revenue"}


def test_the_running_month_stands_beside_as_many_days(two_months, mei):
    with clock.at(LATER.replace(month=10, day=10)):
        row = records.create(Briefing(label="2026-10"), by=mei)
    assert "as many days" in text_of(row, "overview")
    assert Figure.of(anew(row).figures[0]).before == 40_000


@pytest.mark.parametrize(
    ("label", "fault"), [("2026-13", "no such month"), ("2027-01", "not begun"), ("autumn", "no such month"), ("2026-W40", "a month, a quarter")]
)
def test_a_period_that_cannot_be_is_refused(company, mei, label, fault):
    with clock.at(LATER), pytest.raises(ValidationError, match=fault):
        records.create(Briefing(label=label), by=mei)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_printed_in_both_languages(october, language):
    assert print_briefing(october, language)[:5] == b"%PDF-"
