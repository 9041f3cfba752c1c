"""A customer's division, province and city say the same place, whichever of them was entered; the picker finds divisions as people say them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from kaituo.foundation.records import actions as records
from kaituo.sales.customers.divisions import DivisionFilter, found, read_division, settle_by_texts
from kaituo.sales.customers.models import Account, Address


@pytest.fixture
def account(alice):
    def make(**values):
        return records.create(Account(name="灯笼公司", owner=alice, **values), by=alice)

    return make


def test_texts_without_doubt_find_their_division(account):
    assert account(region="江苏", city="苏州").division == "320500"
    assert account(region="Bayern", city="München", country="Germany").division == ""


def test_a_chosen_division_says_province_and_city(account):
    row = account(division="320583")
    assert (row.region, row.city, row.place) == ("江苏", "苏州", "江苏省 苏州市 昆山市")


def test_what_was_changed_last_is_right(account, alice):
    row = account(division="320583")
    records.change(row, {"region": "浙江", "city": "杭州"}, by=alice)
    assert row.division == "330100"
    records.change(row, {"division": "310115"}, by=alice)
    assert (row.region, row.city) == ("上海", "上海")
    records.change(row, {"division": ""}, by=alice)
    assert (row.division, row.region, row.city) == ("", "", "")


def test_another_field_leaves_the_place_alone(account, alice):
    row = account(region="江苏省", city="昆山市")
    records.change(row, {"phone": "021-5888 0000"}, by=alice)
    assert (row.division, row.region, row.city) == ("320583", "江苏省", "昆山市")


def test_an_unknown_code_is_refused_by_name(account):
    with pytest.raises(ValidationError, match="999999"):
        account(division="999999")


def test_the_picker_goes_from_province_to_city_to_county():
    assert len(found("")) == 34
    assert "苏州市" in {each.name for each in found("", "320000")}
    assert "昆山市" in {each.name for each in found("", "320500")}
    assert "常熟市" in {each.name for each in found("", "320583")}


@pytest.mark.parametrize("text", ["昆山", "kunshan", "kun shan", "苏州市昆山"])
def test_the_picker_finds_by_name_and_pinyin(text):
    assert "320583" in {each.code for each in found(text)}


def test_initials_find_too():
    assert "310115" in {each.code for each in found("pdxq")}


def test_the_search_answers_whoever_signed_in(client, alice):
    client.force_login(alice)
    answer = client.get("/lookup/divisions/", {"q": "昆山"}).json()
    assert {"value": "320583", "text": "江苏省 苏州市 昆山市"} in answer["results"]


def test_the_filter_takes_everything_within(account, alice):
    near, far = account(region="江苏", city="昆山"), account(region="浙江", city="杭州")
    rows = Account.objects.filter(DivisionFilter("division").condition(["320000"], alice))
    assert list(rows) == [near] and far not in rows


def test_customers_from_before_are_matched_where_it_is_certain(account):
    certain, uncertain = account(region="江苏", city="苏州"), account(region="江苏", city="某某")
    Account.objects.update(division="")
    import_module("kaituo.sales.customers.migrations.0003_division").find_divisions(apps, None)
    certain.refresh_from_db(), uncertain.refresh_from_db()
    assert (certain.division, uncertain.division) == ("320500", "")


@pytest.fixture
def address(account, alice):
    return records.create(Address(account=account(), line="1 Lantern Road", division="320583"), by=alice)


def test_a_further_address_says_province_and_city_of_its_division(address, alice):
    assert (address.region, address.city) == ("江苏", "苏州")
    records.change(address, {"region": "浙江", "city": "杭州"}, by=alice)
    assert address.division == "330100"


def test_addresses_from_before_are_matched_where_it_is_certain(address):
    Address.objects.update(division="", region="江苏", city="苏州")
    settle_by_texts(Address.objects.all())
    address.refresh_from_db()
    assert address.division == "320500"


@pytest.mark.parametrize("text", ["320583", "昆山市", "昆山", "江苏省/苏州市/昆山市", "江苏省 苏州市 昆山市", "江苏昆山", "中国江苏省苏州市昆山"])
def test_a_cell_names_a_division_by_code_or_as_people_write_it(text):
    assert read_division(text) == "320583"


def test_a_name_of_several_divisions_is_refused_with_those_it_may_be():
    with pytest.raises(ValidationError, match="辽宁省"):
        read_division("铁西区")
    assert read_division("沈阳铁西区") == "210106"


def test_a_name_of_no_division_is_refused():
    with pytest.raises(ValidationError, match="Atlantis"):
        read_division("Atlantis")
