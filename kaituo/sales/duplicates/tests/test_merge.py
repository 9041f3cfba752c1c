"""Two records become one, and two again."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.aliases import survivor_of
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.merging import merge, undo_merge
from kaituo.foundation.records.models import Comment, Event, Merge, Tag, TagUse
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import tag
from kaituo.foundation.screens.timeline import history
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.actions.judging import merge_pair
from kaituo.sales.duplicates.models import Pair


@pytest.fixture
def copy(make):
    return make("灯笼科技", city="上海", notes="x" * 900, parent=None)


@pytest.fixture
def busy_copy(copy, make, ada, alice):
    """With a contact, a branch, a remark and a tag."""
    records.create(Contact(account=copy, name="李雷"), by=ada)
    make("Branch", parent=copy)
    comment(copy, by=alice, text="Wants a quote")
    tag(copy, by=alice, name="Fair")
    return copy


def test_everything_that_hung_on_the_other_hangs_on_the_one_that_is_kept(lantern, busy_copy, ada):
    merge(lantern, by=ada, other=busy_copy)
    assert set(Contact.objects.values_list("account", flat=True)) == {lantern.pk}
    assert Account.objects.get(name="Branch").parent == lantern
    assert Comment.objects.get().subject_id == lantern.pk
    assert TagUse.objects.get().subject_id == lantern.pk


def test_fields_are_chosen_one_by_one(lantern, copy, ada):
    merge(lantern, by=ada, other=copy, take=["city", "notes"])
    lantern.refresh_from_db()
    assert (lantern.name, lantern.city, lantern.notes) == ("上海灯笼科技有限公司", "上海", "x" * 900)


def test_the_address_of_the_other_leads_to_the_one_that_is_kept(lantern, copy, ada, alice, sign_in):
    merge(lantern, by=ada, other=copy)
    answer = sign_in(alice).get(f"/accounts/{copy.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/{lantern.pk}/")


def test_an_alias_tells_nobody_what_she_may_not_see(lantern, copy, ada, charlie, sign_in):
    merge(lantern, by=ada, other=copy)
    assert sign_in(charlie).get(f"/accounts/{copy.pk}/").status_code == 404


def test_the_history_of_both_is_read_on_one_page(lantern, busy_copy, ada):
    merge(lantern, by=ada, other=busy_copy)
    told = [entry.event for entry in history(lantern, ada, 50).entries]
    assert {event.subject_id for event in told if event.name == "record.created" and event.subject_type == "customers.Account"} == {
        lantern.pk,
        busy_copy.pk,
    }
    assert sum(event.name == "record.merged" for event in told) == 1


def test_taken_apart_both_have_again_what_was_theirs(lantern, busy_copy, ada):
    before = Account.objects.filter(pk__in=(lantern.pk, busy_copy.pk)).values("name", "city", "notes", "archived_at", "pk")
    kept = list(before.order_by("pk"))
    done = merge(lantern, by=ada, other=busy_copy, take=["name", "city", "notes"])
    undo_merge(done, by=ada)
    assert list(before.order_by("pk")) == kept
    assert Account.objects.get(name="Branch").parent == busy_copy
    assert Comment.objects.get().subject_id == busy_copy.pk
    assert survivor_of(Account, busy_copy.pk) is None


def test_what_was_changed_after_the_merge_stays_as_it_is(lantern, copy, ada):
    done = merge(lantern, by=ada, other=copy, take=["city"])
    records.change(lantern, {"city": "苏州"}, by=ada)
    undo_merge(done, by=ada)
    lantern.refresh_from_db()
    assert lantern.city == "苏州"


def test_a_tag_that_both_carry_stays_with_each(lantern, copy, ada):
    mark = records.create(Tag(name="Key"), by=ada)
    TagUse.objects.bulk_create([TagUse(tag=mark, subject_type="customers.Account", subject_id=row.pk) for row in (lantern, copy)])
    done = merge(lantern, by=ada, other=copy)
    assert TagUse.objects.filter(subject_id=lantern.pk).count() == 1
    undo_merge(done, by=ada)
    assert TagUse.objects.filter(subject_id=copy.pk).count() == 1


def test_a_company_never_stands_above_itself(lantern, make, ada):
    branch = make("Branch", parent=lantern)
    merge(lantern, by=ada, other=branch)
    above = make("Above")
    below = make("Below", parent=above)
    merge(below, by=ada, other=above)
    below.refresh_from_db()
    lantern.refresh_from_db()
    assert lantern.parent is None
    assert below.parent is None


def test_merging_needs_the_right_over_both(lantern, kiln, mei):
    with pytest.raises(PermissionDenied):
        merge(lantern, by=mei, other=kiln)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("which", ["itself", "twice"])
def test_nonsense_is_refused(which, lantern, copy, ada):
    if which == "twice":
        merge(lantern, by=ada, other=copy)
    with pytest.raises(Refused):
        merge(lantern, by=ada, other=lantern if which == "itself" else copy)


def test_a_chain_is_taken_apart_from_its_end(lantern, copy, make, ada):
    last = make("Last")
    first_merge = merge(lantern, by=ada, other=copy)
    merge(last, by=ada, other=lantern)
    assert survivor_of(Account, copy.pk) == last.pk
    with pytest.raises(Refused):
        undo_merge(first_merge, by=ada)


def test_what_moved_says_so_itself(lantern, busy_copy, ada):
    merge(lantern, by=ada, other=busy_copy)
    moved = Event.objects.filter(name="record.moved")
    assert set(moved.values_list("subject_type", flat=True)) >= {"customers.Contact", "customers.Account"}


def test_side_by_side_one_chooses_and_merges(lantern, copy, ada, sign_in):
    client, address = sign_in(ada), f"/duplicates/merge/accounts/{lantern.pk}/{copy.pk}/"
    assert "take-city" in client.get(address).content.decode()
    assert client.post(address, {"take-city": "other", "take-name": "kept"}).status_code == 302
    lantern.refresh_from_db()
    assert (lantern.city, lantern.name) == ("上海", "上海灯笼科技有限公司")


def test_merging_a_pair_keeps_the_older_and_fills_its_gaps(lantern, copy, ada):
    said = {"first_text": "a", "second_text": "b", "likelihood": Decimal("0.99")}
    pair = Pair.objects.create(model="customers.Account", first_id=lantern.pk, second_id=copy.pk, **said)
    merge_pair(pair, by=ada)
    lantern.refresh_from_db()
    pair.refresh_from_db()
    assert (lantern.city, lantern.phone, pair.state) == ("上海", "021-68888888", "merged")
