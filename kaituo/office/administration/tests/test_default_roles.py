"""What the roles of a new installation show of sensitive fields, and who may look at the masked ones, one at a time."""

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from kaituo.foundation.identity.choices import EVERYTHING
from kaituo.foundation.identity.models import FieldRule, Grant, RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.administration.default_roles import GRANTS, make_default_roles
from kaituo.sales.customers.models import Account, Contact

PHONE, MOBILE, BANK = "02151110001", "13900010002", "6222010003"


@pytest.fixture
def somebody(cast):
    """A new person who holds one of the usual roles, signed in."""
    cast.alice.role_assignments.all().delete()
    for role in {each.role for each in RoleAssignment.objects.select_related("role")}:
        role.key += "-of-the-cast"
        role.save()
    Account.objects.all().delete()
    roles = make_default_roles()

    def hold(key: str) -> tuple[User, Client]:
        user = User.objects.create(username=f"new-{key}", name=key, language="en", password="!")
        RoleAssignment.objects.create(user=user, role=roles[key], starts_on=timezone.localdate())
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        return user, client

    return hold


@pytest.fixture
def contact(cast, ada):
    account = records.create(Account(name="Lantern", owner=cast.bob, phone=PHONE, bank_account=BANK), by=ada)
    return records.create(Contact(account=account, name="Buyer", mobile=MOBILE), by=ada)


def shown(client, contact):
    """What a press on "Show" brings of the customer's bank account, its phone and the contact's mobile: the values, or the status that refuses."""
    paths = {BANK: f"/accounts/{contact.account_id}/reveal/bank_account/", PHONE: f"/accounts/{contact.account_id}/reveal/phone/"}
    paths[MOBILE] = f"/contacts/{contact.pk}/reveal/mobile/"
    answers = {value: client.post(path) for value, path in paths.items()}
    return [value if value in answer.content.decode() else answer.status_code for value, answer in answers.items()]


def test_service_sees_every_customer_but_asks_for_numbers_one_at_a_time(somebody, contact):
    _user, client = somebody("service")
    pages = [client.get(f"/accounts/{contact.account_id}/"), client.get(f"/contacts/{contact.pk}/")]
    assert not any(secret in page.content.decode() for page in pages for secret in (PHONE, MOBILE, BANK))
    assert shown(client, contact) == [404, PHONE, MOBILE]
    assert Event.objects.filter(name="record.field_revealed").count() == 2


def test_the_back_office_looks_at_the_bank_details_of_customers_she_helps_with(somebody, contact):
    user, client = somebody("back_office")
    assert shown(client, contact) == [404, 404, 404]
    apps.get_model("identity.Helping").objects.create(helper=user, rep=contact.account.owner, starts_on=timezone.localdate())
    assert BANK not in client.get(f"/accounts/{contact.account_id}/").content.decode()
    assert shown(client, contact) == [BANK, PHONE, MOBILE]


def test_finance_reads_bank_details_at_once(somebody, contact):
    _user, client = somebody("finance")
    assert BANK in client.get(f"/accounts/{contact.account_id}/").content.decode()


def test_a_rep_looks_at_her_own_customers_only_even_where_numbers_were_masked(somebody, contact):
    user, client = somebody("rep")
    FieldRule.objects.create(role=user.role_assignments.get().role, model="customers.Account", field="phone", shows="masked")
    assert shown(client, contact) == [404, 404, 404]
    Account.objects.update(owner=user)
    assert PHONE not in client.get(f"/accounts/{contact.account_id}/").content.decode()
    assert shown(client, contact)[:2] == [404, PHONE]


def test_no_grant_or_rule_names_what_is_not_there(somebody):
    labels = {model._meta.label for model in apps.get_models()} | {"*"}
    assert {label for label in Grant.objects.values_list("model", flat=True)} <= labels
    named = FieldRule.objects.values_list("model", "field")
    assert [(model, name) for model, name in named if name not in apps.get_model(model).access.sensitive] == []


def test_every_role_but_the_trainer_may_look_at_something(somebody):
    may_look = set(Grant.objects.filter(verb__in=["reveal", "*"], model__in=["customers.Account", "*"]).values_list("role__key", flat=True))
    assert set(GRANTS) - may_look == {"trainer", "partner"}


def test_every_verb_of_the_sales_rooms_is_somebody_s_work():
    """A rule that says “ask for approval” is a dead end where no role may ask."""
    held = {
        (model, verb)
        for key, sets in GRANTS.items()
        if key != "administrator"
        for models, _scope in sets
        for model in models
        for verb in models[model]
    }
    rooms = {label: screen for label, screen in SCREENS.items() if label.split(".")[0] in ("customers", "pipeline", "orders", "receivables")}
    asked = {(label, verb.allow) for label, screen in rooms.items() for verb in screen.verbs.values() if not screen.model.access.via}
    assert [pair for pair in sorted(asked) if pair not in held and (pair[0], EVERYTHING) not in held and pair[1] != "archive"] == []


@pytest.mark.parametrize("role", GRANTS)
def test_whoever_may_do_something_to_a_kind_of_record_sees_it(role):
    """Two lists of rights that are put together allow what either does: the second must not take away what the first gave."""
    verbs: dict[str, set[str]] = {}
    for models, _scope in GRANTS[role]:
        for model, granted in models.items():
            verbs.setdefault(model, set()).update(granted)
    assert [model for model, granted in verbs.items() if not granted & {"view", EVERYTHING}] == []
