"""Tags and custom fields are renamed and put away; what records carry stays to be read."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import CustomField, Event, Tag
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import tag
from kaituo.foundation.screens.forms import bind_form
from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.customers.models import Account

NEW = {"model": "customers.Account", "key": "floor", "name": "Floor", "kind": "number", "position": 0}


@pytest.fixture
def account(alice, ada):
    return records.create(Account(name="Lantern", owner=alice), by=ada)


@pytest.fixture
def client_of():
    def sign_in(user) -> Client:
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def floor(client_of, ada):
    client_of(ada).post("/custom-fields/new/", NEW)
    return CustomField.objects.get()


def fill(client, account, **values):
    """Save the form as it stands, with these values in it."""
    account.refresh_from_db()
    form = bind_form(SCREENS["customers.Account"], account, account.owner)
    kept = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    lines = {f"address-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    assert client.post(f"/accounts/{account.pk}/edit/", kept | lines | values).status_code == 302


def page(client, account):
    return client.get(f"/accounts/{account.pk}/").content.decode()


def test_a_renamed_tag_is_renamed_on_every_record(client_of, account, alice, ada):
    tag(account, by=alice, name="Key")
    row = Tag.objects.get()
    client_of(ada).post(f"/tags/{row.pk}/edit/", {"name": "Key customer", "colour": "blue", "version": row.version})
    assert "<b>Key customer</b>" in page(client_of(alice), account)
    assert Event.objects.about(row).filter(name="record.changed").get().changes["name"] == ["Key", "Key customer"]


def test_a_tag_is_drawn_in_its_colour_with_its_name_in_text(client_of, account, alice, ada):
    tag(account, by=alice, name="Key")
    row = Tag.objects.get()
    assert 'class="chip tone-info"' in page(client_of(alice), account)
    client_of(ada).post(f"/tags/{row.pk}/edit/", {"name": "Key", "colour": "green", "version": row.version})
    assert re.search(r'class="chip tone-good"[^>]*>.*?<b>Key</b>', page(client_of(alice), account))
    assert 'tone-good">Green<' in client_of(ada).get("/tags/").content.decode()


def test_a_colour_that_nobody_can_draw_is_refused(ada):
    with pytest.raises(ValidationError, match="not a valid choice"):
        records.create(Tag(name="Key", colour="puce"), by=ada)


def test_two_tags_do_not_differ_by_case_alone(account, alice, ada):
    tag(account, by=alice, name="Key")
    with pytest.raises(ValidationError, match="a tag of this name already"):
        records.create(Tag(name="KEY"), by=ada)


def test_an_archived_tag_is_offered_no_longer_but_stays_on_its_records(client_of, account, alice, ada):
    tag(account, by=alice, name="Key")
    other = records.create(Account(name="Other", owner=alice), by=ada)
    assert '<option value="Key">' in page(client_of(alice), other)
    client_of(ada).post(f"/tags/{Tag.objects.get().pk}/do/archive/")
    assert "<b>Key</b>" in page(client_of(alice), account)
    assert "Key" not in page(client_of(alice), other)
    with pytest.raises(Refused, match="archived"):
        tag(other, by=alice, name="key")


def test_a_list_filtered_by_an_archived_tag_still_says_by_which(client_of, account, alice, ada):
    row = tag(account, by=alice, name="Key")
    records.archive(row, by=ada)
    told = client_of(alice).get(f"/accounts/?tags={row.pk}").content.decode()
    assert "Lantern" in told and "Key" in told
    assert "Key" not in client_of(alice).get("/accounts/?view=all").content.decode()


def test_a_restored_tag_is_used_again(account, alice, ada):
    row = tag(account, by=alice, name="Key")
    records.archive(row, by=ada)
    records.restore(row, by=ada)
    tag(account, by=alice, name="key")


def test_values_of_a_custom_field_stand_on_the_page(client_of, account, floor, alice):
    fill(client_of(alice), account, extra_floor="1200")
    assert "1,200" in page(client_of(alice), account)


def test_an_archived_field_is_asked_no_longer_and_its_values_stay(client_of, account, floor, alice, ada):
    fill(client_of(alice), account, extra_floor="12")
    client_of(ada).post(f"/custom-fields/{floor.pk}/do/archive/")
    assert "extra_floor" not in client_of(alice).get(f"/accounts/{account.pk}/edit/").content.decode()
    fill(client_of(alice), account, name="Lantern 2")
    account.refresh_from_db()
    assert account.extra == {"floor": "12"}
    assert "Floor" in page(client_of(alice), account) and "Archived" in page(client_of(alice), account)


def test_an_archived_field_without_a_value_is_not_shown(client_of, account, floor, alice, ada):
    records.archive(floor, by=ada)
    assert "Floor" not in page(client_of(alice), account)


def test_a_field_is_renamed_but_its_key_and_kind_stay(client_of, account, floor, ada, alice):
    fill(client_of(alice), account, extra_floor="12")
    client_of(ada).post(f"/custom-fields/{floor.pk}/edit/", NEW | {"key": "level", "kind": "date", "name": "Storey", "version": floor.version})
    floor.refresh_from_db()
    assert (floor.name, floor.key, floor.kind) == ("Storey", "floor", "number")
    assert "Storey" in page(client_of(alice), account)


def test_furniture_has_no_tags_files_or_shares_of_its_own(client_of, floor, ada):
    told = client_of(ada).get(f"/custom-fields/{floor.pk}/").content.decode()
    assert "Add a tag" not in told and "/do/share/" not in told and "/files/" not in told
