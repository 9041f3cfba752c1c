"""Finding records: how they are written, and who may find them."""

import pytest
from django.core.management import call_command

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions
from kaituo.foundation.search.finding import search
from kaituo.foundation.search.models import Document
from kaituo.sales.customers.models import Account, Contact


@pytest.fixture
def account(ada, alice):
    return actions.create(Account(name="华拓智能装备（上海）有限公司", owner=alice, phone="+86 138-1234-5678"), by=ada)


def found(user, text, limit=5):
    return [str(hit.row) for group in search(user, text, limit) for hit in group.hits]


@pytest.mark.parametrize("text", ["华拓", "智能装备", "备上海", "拓", "huatuo", "HTZN", "zhineng zb", "华拓 上海", "1234-5678", "5678", "ｈｕａ"])
def test_an_account_is_found_by_part_of_name_pinyin_initials_and_phone(account, alice, text):
    assert found(alice, text) == [str(account)]


@pytest.mark.parametrize("text", ["", " ", "-", "华能", "拓华", "9999", "'", '"*', "华拓 北京"])
def test_what_is_not_there_is_not_found(account, alice, text):
    assert found(alice, text) == []


def test_a_number_is_found_by_its_tail(account, alice):
    assert found(alice, account.number[-4:]) == [str(account)]


def test_a_number_counts_as_rare_though_its_pairs_are_everywhere(ada, alice):
    """77 71 17 stand in all of these phones, 7717 only in the last."""
    phones = [f"7117{n}77" for n in range(5)] + ["7717"]
    actions.create_many([Account(name=f"Customer {n}", phone=phone, owner=alice) for n, phone in enumerate(phones)], by=ada)
    assert Document.objects.are_few("customers.Account", ["7717"], guarded=True, count=1)
    assert not Document.objects.are_few("customers.Account", ["customer"], guarded=True, count=5)


def test_a_rep_finds_nothing_of_another_team(account, charlie):
    assert search(charlie, "华拓") == []


def test_her_manager_finds_it(account, mei):
    assert found(mei, "华拓") == [str(account)]


def test_what_she_may_see_is_found_behind_a_hundred_that_she_may_not(ada, alice, charlie):
    own = actions.create(Account(name="华拓很长很长的名字有限责任公司", owner=alice), by=ada)
    actions.create_many([Account(name=f"华拓{n}", owner=charlie) for n in range(100)], by=ada)
    assert found(alice, "华拓") == [str(own)]


def test_the_title_itself_comes_before_what_only_holds_the_words(ada, alice):
    for name in ("上海华拓分公司", "华拓", "华拓科技"):
        actions.create(Account(name=name, owner=alice), by=ada)
    assert found(alice, "华拓") == ["华拓", "华拓科技", "上海华拓分公司"]


def test_a_masked_phone_does_not_find_its_account(account, alice):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    assert found(alice, "5678") == []
    assert found(alice, "华拓") == [str(account)]


def test_a_changed_name_is_found_at_once_and_the_old_one_no_more(account, alice):
    actions.change(account, {"name": "明远科技"}, by=alice)
    assert (found(alice, "明远"), found(alice, "华拓")) == (["明远科技"], [])


def test_an_archived_record_leaves_the_index_and_comes_back(account, alice):
    actions.archive(account, by=alice)
    assert found(alice, "华拓") == []
    actions.restore(account, by=alice)
    assert found(alice, "华拓") == [str(account)]


def test_an_import_is_indexed_in_few_statements(ada, alice, django_assert_max_num_queries):
    rows = [Account(name=f"星河{n}", owner=alice, number=f"X{n}") for n in range(300)]
    with django_assert_max_num_queries(30):
        actions.create_many(rows, by=ada)
    assert len(found(alice, "星河", limit=50)) == 50


def test_the_index_can_be_made_anew(account, alice, capsys):
    call_command("rebuild_search")
    assert found(alice, "华拓") == [str(account)]


def test_a_contact_says_whose_it_is(account, alice):
    actions.create(Contact(account=account, name="王芳"), by=alice)
    [group] = search(alice, "wangf")
    assert (str(group.hits[0].row), group.hits[0].subtitle) == ("王芳", str(account))


def test_the_menu_gets_links_with_the_words_marked(account, alice, client):
    client.force_login(alice)
    page = client.get("/search/?q=华拓", headers={"HX-Request": "true"}).content.decode()
    assert f'<a href="/accounts/{account.pk}/"' in page
    assert "<mark>华拓</mark>智能" in page
    assert "<html" not in page


def test_the_page_groups_and_offers_the_verbs_of_the_best_hit(account, ada, client):
    client.force_login(ada)
    page = client.get("/search/?q=华拓").content.decode()
    assert "<html" in page
    assert f"/accounts/{account.pk}/do/transfer/" in page


def test_the_page_also_finds_entries_of_the_menu(ada, client):
    client.force_login(ada)
    page = client.get("/search/?q=accoun").content.decode()
    assert '<a class="command-item" href="/accounts/"' in page.split('id="content"')[1]
