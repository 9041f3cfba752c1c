"""Rules ask for strengths, and the log says which of them matched or lacked."""

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.records import actions as records
from kaituo.sales.catalog.models import Category, Product
from kaituo.sales.leads.models import Lead
from kaituo.team.allocation.models import Assignment, AssignmentNeed, AssignmentRule, AssignmentSeat, DefaultAssignee
from kaituo.team.people.models import Staff, Strength


@pytest.fixture
def rule(mei, alice, bob, ada):
    records.create(DefaultAssignee(subject="lead", person=mei), by=ada)
    rule = records.create(AssignmentRule(name="East", mode="fixed"), by=ada)
    for person in (alice, bob):
        records.create(AssignmentSeat(rule=rule, person=person), by=ada)
    return rule


@pytest.fixture
def ask(rule, ada):
    return lambda **values: records.create(AssignmentNeed(rule=rule, **values), by=ada)


@pytest.fixture
def strong(ada):
    def strong(person, level=4, **what):
        staff = Staff.objects.filter(user=person).first() or records.create(Staff(name=person.name, user=person), by=ada)
        return records.create(Strength(staff=staff, level=level, **what), by=ada)

    return strong


@pytest.fixture
def come(ada):
    def come(**values):
        lead = records.create(Lead(name="Lamp", **values), by=ada)
        lead.refresh_from_db()
        return lead.owner

    return come


def test_whoever_speaks_the_leads_language_gets_it(ask, strong, come, bob, alice):
    ask(kind="language", is_required=True)
    strong(bob, language="en")
    assert come(language="en") == bob
    assert come() == alice


def test_the_log_says_which_strength_matched_or_lacked(ask, strong, come, bob):
    ask(kind="language", is_required=True)
    strong(bob, language="en")
    come(language="en")
    line = Assignment.objects.get()
    assert line.reasons == [("Alice", "lacks a strength that the rule requires"), ("Bob", "")]
    assert line.shown_strengths == [[("language", "en", 0, True)], [("language", "en", 4, True)]]


def test_what_is_only_preferred_keeps_nobody_out(ask, strong, come, alice, bob):
    ask(kind="skill", value="Negotiation")
    assert come() == alice
    strong(bob, skill="Negotiation")
    assert come() == bob


def test_a_category_covers_the_products_below_it(ask, strong, come, bob, ada):
    above = records.create(Category(name="Pumps"), by=ada)
    below = records.create(Category(name="Diaphragm", parent=above), by=ada)
    product = records.create(Product(number="P-1", name="Pump", category=below, list_price=1), by=ada)
    ask(kind="product", is_required=True)
    strong(bob, category=above)
    assert come(product=product) == bob


def test_nobody_strong_enough_leaves_it_to_the_default(ask, strong, come, mei, bob):
    ask(kind="industry", value="it", is_required=True, least_level=5)
    strong(bob, industry="it", level=4)
    assert come() == mei


@pytest.mark.parametrize(("values", "said"), [({"kind": "skill"}, "Name the skill"), ({"kind": "industry", "value": "moon"}, "Choose among")])
def test_a_need_that_nobody_can_meet_is_refused(ask, values, said):
    with pytest.raises(ValidationError, match=said):
        ask(**values)


def test_a_strength_says_exactly_one_thing(strong, bob):
    with pytest.raises(ValidationError, match="exactly one"):
        strong(bob, skill="Negotiation", language="en")


def test_the_pages_draw_them(ask, strong, come, bob, ada, client):
    ask(kind="language", is_required=True)
    strong(bob, language="en")
    come(language="en")
    client.force_login(ada)
    line = Assignment.objects.get()
    assert "lacking" in client.get(f"/assignments/{line.pk}/").content.decode()
    assert "level 4" in client.get("/assignment-rules/try/", {"subject": "lead", "language": "en"}).content.decode()
    assert client.get("/strengths/").status_code == 200
