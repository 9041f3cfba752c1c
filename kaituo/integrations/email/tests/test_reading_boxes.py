"""What comes of a look at a mailbox on a real server: once, from wherever, and nothing of what concerns no customer."""

import pytest

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.models import Attachment
from kaituo.integrations.email import actions, looking, trying
from kaituo.integrations.email.imap import encoded
from kaituo.integrations.email.looking import look
from kaituo.integrations.email.models import Folder, Letter, Mailbox, Round, Wording
from kaituo.sales.leads.models import Lead

from .conftest import OURS, WANG, letter
from .server import PASSWORD

SENT = f'"{encoded("已发送")}"'


def test_customers_letter_stands_with_customer_and_contact_and_tells_whom_it_was_sent_to(box, put, alice, customer):
    came = put(box(alice), letter())
    found = Letter.objects.get()
    assert (came.filed_count, came.problem) == (1, "")
    assert (found.account, found.contact.name, found.direction, found.person) == (customer, "王磊", "in", alice)
    assert found.wording.text == "Please send your offer."
    assert Notice.objects.filter(kind="email.letter_came").get().person == alice


def test_looking_twice_files_once(box, put, alice):
    mine = box(alice)
    put(mine, letter())
    assert look(mine).seen_count == 0
    Folder.objects.update(last_uid=0)
    assert (look(mine).known_count, Letter.objects.count(), Wording.objects.count()) == (1, 1, 1)


def test_what_was_sent_is_a_follow_up_once_although_three_boxes_hold_it(box, put, alice, bob, ada, customer):
    said = letter(OURS, f"{WANG}, {bob.email}", "Our offer")
    put(box(alice), said, folder=SENT)
    put(box(bob), said)
    drop = box(ada, address="drop@kaituo.example")
    actions.dedicate(drop, by=ada, kind="drop")
    put(Mailbox.objects.get(pk=drop.pk), said)
    activity = Activity.objects.get()
    assert (Letter.objects.count(), activity.kind, activity.owner, activity.account) == (1, "email", alice, customer)
    assert set(Letter.objects.get().keepings.values_list("person__username", flat=True)) == {"alice", "bob"}


def test_copy_seen_by_a_colleague_first_becomes_a_follow_up_when_the_sent_folder_is_read(box, put, alice, bob):
    said = letter(OURS, f"{WANG}, {bob.email}", "Our offer")
    put(box(bob), said)
    assert not Activity.objects.exists()
    put(box(alice), said, folder=SENT)
    assert Activity.objects.get().owner == alice


def test_folder_numbered_anew_is_read_anew_without_filing_again(box, put, server, alice):
    mine = box(alice)
    said = letter(OURS, WANG)
    put(mine, said, letter(OURS, WANG), folder=SENT)
    before = Folder.objects.get(name=encoded("已发送")).uid_validity
    server.renumber(mine.user, SENT)
    came = put(mine, said, folder=SENT)
    assert Folder.objects.get(name=encoded("已发送")).uid_validity != before
    assert (came.known_count, Letter.objects.count()) == (1, 2)


def test_what_concerns_no_customer_is_counted_and_nothing_else(box, put, alice, bob):
    came = put(box(alice), letter("shop@elsewhere.example"), letter(bob.email, OURS), letter("friend@qq.com"))
    assert (came.seen_count, came.left_count, came.filed_count) == (3, 3, 0)
    assert not Letter.objects.exists()
    assert Round.objects.get().notes == []


def test_unknown_sender_of_the_companys_domain_stands_with_the_company(box, put, alice, customer):
    put(box(alice), letter("new-buyer@ruihe.example"))
    assert (Letter.objects.get().account, Letter.objects.get().contact) == (customer, None)


def test_chinese_in_gb18030_and_base64_is_read(box, put, alice):
    raw = (
        b"From: =?gb2312?B?" + b"zfXA2g==" + b"?= <wang@ruihe.example>\r\nTo: alice@kaituo.example\r\nMessage-ID: <gb@ruihe.example>\r\n"
        b"Subject: =?gb2312?B?sai827Wl?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "报价单见附件，镕基。".encode("gb18030")
    )
    came = put(box(alice), raw)
    found = Letter.objects.get()
    assert (came.filed_count, found.subject, found.sender_name, found.wording.text) == (1, "报价单", "王磊", "报价单见附件，镕基。")


def test_broken_letters_hold_up_none_behind_them(box, put, alice):
    broken = [
        b"From: wang@ruihe.example\r\nSubject: =?utf-8?B?%%%?=\r\nContent-Type: multipart/mixed\r\n\r\nno boundary",
        b"\r\n\r\n",
        b"From: \xd6\xd0 <wang@ruihe.example>\r\nDate: yesterday\r\nSubject: \xb1\xa8\xbc\xdb\r\nContent-Type: text/plain; charset=none\r\n\r\n\xb1\xa8\x00",
        b"From: wang@ruihe.example\r\nTo: " + b"a" * 5000 + b"\r\nReferences: " + b"<x@y> " * 900 + b"\r\n\r\nhi",
    ]
    came = put(box(alice), *broken, letter(subject="Behind them"))
    assert (came.seen_count, came.failed_count, came.problem) == (5, 0, "")
    assert set(Letter.objects.values_list("subject", flat=True)) == {"报价", "", "Behind them"}


def test_huge_letter_is_named_and_left(box, put, alice, monkeypatch):
    monkeypatch.setattr(looking, "LARGEST_LETTER", 2 * 1024 * 1024)
    came = put(box(alice), letter(text="x" * 70 + "\n" * (3 * 1024 * 1024)), letter(subject="Small"))
    assert (came.notes, came.filed_count) == (["瑞和机械 · 6 MB"], 1)


def test_files_are_kept_if_they_are_what_they_say_and_named_if_not(box, put, alice):
    said = letter()
    said.add_attachment(b"%PDF-1.7 offer", maintype="application", subtype="pdf", filename="报价 单.pdf")
    said.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    put(box(alice), said)
    assert [file.name for file in Attachment.objects.filter(subject_type="email.Wording")] == ["报价_单.pdf"]
    assert Letter.objects.get().left_out == ["run.exe"]


def test_markup_is_read_as_text_and_never_kept(box, put, alice):
    said = letter()
    said.set_content("<style>p{}</style><p>Dear <b>Alice</b>,</p><script>steal()</script><p>see you<br>soon</p>", subtype="html")
    put(box(alice), said)
    assert Wording.objects.get().text == "Dear Alice,\n\nsee you\nsoon"


def test_answers_stand_in_one_thread(box, put, alice):
    put(
        box(alice),
        letter(message_id="<one@ruihe.example>"),
        letter(message_id="<two@ruihe.example>", In_Reply_To="<one@ruihe.example>"),
        letter(message_id="<three@ruihe.example>", References="<one@ruihe.example> <two@ruihe.example>"),
    )
    assert len(set(Letter.objects.values_list("thread", flat=True))) == 1


def test_wrong_password_is_said_rests_and_tells_the_owner_once(box, alice):
    mine = box(alice)
    mine.keep("wrong", mine.host)
    Mailbox.objects.filter(pk=mine.pk).update(sealed_password=mine.sealed_password)
    assert look(mine).problem.startswith("The server refuses the sign-in name or password.")
    look(mine)
    kept = Mailbox.objects.get()
    assert (kept.is_working, kept.failure_count, kept.rests_until is not None) == (False, 2, True)
    assert Notice.objects.filter(kind="email.mailbox_failed").count() == 1


def test_password_is_sealed_for_its_server_alone(box, alice):
    mine = box(alice)
    Mailbox.objects.update(host="localhost")
    mine.refresh_from_db()
    assert look(mine).problem == "The kept password fits neither this server nor this installation any more: enter it again."


@pytest.mark.parametrize(("security", "port"), [("tls", "secure_port"), ("starttls", "port")])
def test_letters_are_read_over_an_encrypted_way(box, put, server, alice, monkeypatch, security, port):
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    mine = box(alice)
    mine.host, mine.security, mine.port = "localhost", security, getattr(server, port)
    mine.keep(PASSWORD, "localhost")
    mine.save()
    assert put(mine, letter()).filed_count == 1


def test_certificate_of_somebody_else_is_refused(box, server, alice):
    mine = box(alice)
    mine.security, mine.port = "tls", server.secure_port
    assert look(mine).problem == "The server's certificate is not valid for this name."


def test_servers_inside_are_not_reached_where_that_is_not_allowed(box, alice, settings):
    mine = box(alice)
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    assert look(mine).problem == "This server lies in a private network, which this installation does not allow."


def test_trying_says_what_the_server_answered(box, alice):
    mine = box(alice)
    assert trying.try_out(mine, by=alice)
    assert mine.said == trying.WORKS


def test_drop_box_takes_from_our_people_only(box, put, ada, bob, customer):
    drop = box(ada, address="drop@kaituo.example", shows="whole")
    actions.dedicate(drop, by=ada, kind="drop")
    came = put(drop, letter(bob.email, WANG, "Offer"), letter(WANG, "drop@kaituo.example"), letter("stranger@kaituo.example", WANG))
    assert (came.filed_count, came.left_count) == (1, 2)
    assert (Letter.objects.get().person, Letter.objects.get().shows, Activity.objects.get().owner) == (bob, "whole", bob)


def test_enquiry_of_a_stranger_becomes_a_lead_once(box, put, ada):
    desk = box(ada, address="info@kaituo.example")
    actions.dedicate(desk, by=ada, kind="enquiries", campaign="Fair 2026")
    asked = letter("Li Na <li@newco.example>", "info@kaituo.example", "Three cells", "We need three cells.")
    assert put(desk, asked, asked, letter()).filed_count == 2
    assert (Lead.objects.get().person, Lead.objects.get().campaign, Letter.objects.count()) == ("Li Na", "Fair 2026", 1)


def test_demanded_actor_is_the_system_where_the_sender_may_not_write_to_the_customer(box, put, charlie, customer):
    put(box(charlie), letter(charlie.email, WANG), folder=SENT)
    assert Activity.objects.get().owner == charlie
    assert Activity.objects.get().created_by == User.objects.system()
