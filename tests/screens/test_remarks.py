"""Comments, tags, files, shares and revealed fields on a record's page, and how the timeline tells of them."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import discussion, remarks
from kaituo.foundation.records.models import Attachment, Comment, Event
from kaituo.foundation.records.sharing import share, shares_of
from kaituo.foundation.screens.timeline import history
from kaituo.sales.customers.models import Account, Contact


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, account, name, data):
    return client.post(f"/accounts/{account.pk}/files/", {"file": SimpleUploadedFile(name, data)})


def picture(kind="PNG", **options):
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, kind, **options)
    return out.getvalue()


def test_a_comment_mentions_those_who_may_see_the_record(account, alice, mei, charlie):
    said = discussion.comment(account, by=alice, text="@mei and @charlie, please look")
    assert list(said.mentions.all()) == [mei]


def test_a_stranger_cannot_comment(account, charlie):
    with pytest.raises(PermissionDenied):
        discussion.comment(account, by=charlie, text="Hello")
    assert not Comment.objects.exists()


def test_the_page_shows_comment_tag_and_file(at_alices, account, alice):
    at_alices.post(f"/accounts/{account.pk}/comments/", {"text": "Call <b>them</b>"})
    at_alices.post(f"/accounts/{account.pk}/tags/", {"name": "Key"})
    upload(at_alices, account, "plan.pdf", b"%PDF-1.7 ...")
    page = at_alices.get(f"/accounts/{account.pk}/").content.decode()
    assert "Call &lt;b&gt;them&lt;/b&gt;" in page and "plan.pdf" in page and "<b>Key</b>" in page


def test_a_tag_taken_off_is_gone(at_alices, account, alice):
    remarks.tag(account, by=alice, name="Key")
    remarks.tag(account, by=alice, name="key")
    at_alices.post(f"/accounts/{account.pk}/tags/", {"remove": "Key"})
    assert [event.name for event in Event.objects.about(account).order_by("pk")][1:] == ["record.tagged", "record.untagged"]


@pytest.mark.parametrize(
    ("name", "data"), [("virus.exe", b"MZ"), ("fake.pdf", b"MZ"), ("fake.png", b"<svg onload=x>"), ("page.html", b"<p>"), ("a.csv", b"\0")]
)
def test_files_that_are_not_what_they_say_are_refused(at_alices, account, name, data):
    assert upload(at_alices, account, name, data).status_code == 422
    assert not Attachment.objects.exists()


def test_an_image_is_drawn_anew_without_what_hid_in_it(at_alices, account):
    upload(at_alices, account, "photo.jpg", picture("JPEG") + b"<script>alert(1)</script>")
    kept = Attachment.objects.get()
    with kept.file.open() as file:
        assert b"script" not in file.read()
    assert "photo" not in kept.file.name


def test_a_file_is_a_download_for_whoever_may_see_the_record(browser, alice, charlie, account):
    upload(browser(alice), account, "计划.pdf", b"%PDF-1.7 x")
    address = f"/attachments/{Attachment.objects.get().pk}/"
    answer = browser(alice).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment") and b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert browser(charlie).get(address).status_code == 404


def test_a_shared_record_is_seen_and_no_more(account, alice, charlie):
    share(account, by=alice, person=charlie, verb="view", name="Charlie")
    assert visible(charlie, Account.objects.all()).get() == account
    assert not visible(charlie, Account.objects.all(), "change").exists()


def test_sharing_names_one_person_or_one_team(at_alices, cast, account):
    both = {"person": cast.charlie.pk, "team": cast.west.pk, "verb": "view"}
    assert at_alices.post(f"/accounts/{account.pk}/do/share/", both).status_code == 422


def test_a_masked_phone_is_shown_once_and_the_look_is_written_down(at_alices, account):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    assert "5550001" not in at_alices.get(f"/accounts/{account.pk}/").content.decode()
    assert "5550001" in at_alices.post(f"/accounts/{account.pk}/reveal/phone/").content.decode()
    assert Event.objects.about(account).filter(name="record.field_revealed").count() == 1


def test_the_timeline_names_people_instead_of_their_keys(account, alice, mei, bob):
    records.change(account, {"owner": bob, "status": "customer"}, by=mei)
    told = history(account, mei, 10).entries[0].changes
    assert ("Responsible rep", "Alice", "Bob") in told and ("Status", "Prospect", "Customer") in told


def test_the_timeline_keeps_masked_fields_to_itself(account, alice):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    records.change(account, {"phone": "021-7"}, by=alice)
    del alice.rights
    assert history(account, alice, 10).entries[0].changes == []


def test_the_timeline_tells_of_lines_and_pages_backwards(account, alice):
    contact = records.create(Contact(account=account, name="Li"), by=alice)
    for number in range(5):
        records.change(contact, {"title": f"Title {number}"}, by=alice)
    first = history(account, alice, 4)
    rest = history(account, alice, 4, first.older)
    assert [len(first.entries), len(rest.entries), rest.older] == [4, 3, None]
    assert first.entries[0].changes == [("Position", "Title 3", "Title 4")]


def test_a_share_is_listed_on_the_page_and_ended_there(at_alices, account, alice, charlie):
    at_alices.post(f"/accounts/{account.pk}/do/share/", {"person": charlie.pk, "verb": "view"})
    row = shares_of(account).get()
    assert f'name="share" value="{row.pk}"' in at_alices.get(f"/accounts/{account.pk}/").content.decode()
    at_alices.post(f"/accounts/{account.pk}/do/end_share/", {"share": row.pk})
    assert not visible(charlie, Account.objects.all()).exists()
    assert "Charlie" in Event.objects.about(account).filter(name="record.unshared").get().inputs["name"]
    assert at_alices.post(f"/accounts/{account.pk}/do/end_share/", {"share": row.pk}).status_code == 422


def test_whoever_may_only_look_sees_the_shares_but_ends_none(browser, account, alice, charlie):
    share(account, by=alice, person=charlie, verb="view", name="Charlie")
    assert "Shared with" in browser(charlie).get(f"/accounts/{account.pk}/").content.decode()
    assert browser(charlie).post(f"/accounts/{account.pk}/do/end_share/", {"share": shares_of(account).get().pk}).status_code == 403


def test_a_share_of_another_record_is_not_ended_here(at_alices, account, alice, bob, charlie):
    other = records.create(Account(name="Other", owner=bob), by=bob)
    share(other, by=bob, person=charlie, verb="view", name="Charlie")
    assert at_alices.post(f"/accounts/{account.pk}/do/end_share/", {"share": shares_of(other).get().pk}).status_code == 422
    assert shares_of(other).exists()
