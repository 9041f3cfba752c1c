"""A letter written here: to whom it goes, what of it stands where, and that it goes once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone

from kaituo.field.activities.models import Activity, Phrase
from kaituo.foundation.identity.models import FieldRule, Grant, Role
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Attachment
from kaituo.integrations.email import actions, copying, occasions, trying
from kaituo.integrations.email import sending as posting
from kaituo.integrations.email.looking import look
from kaituo.integrations.email.models import Letter, Mailbox
from kaituo.integrations.email.sending import send_due
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.leads.actions import convert
from kaituo.sales.leads.models import Lead

from . import post_office
from .conftest import OURS, WANG, letter
from .post_office import opened
from .server import PASSWORD
from .test_reading_boxes import SENT


@pytest.fixture
def write(customer):
    def written(by, box=None, row=None, **fields):
        occasion = occasions.about(row or customer, by)
        usual = {"to": [("王磊", WANG)], "subject": "报价单", "text": "您好，报价见附件。", "shows": "subject"}
        return actions.write(occasion, by=by, box=box, **{**usual, **fields})

    return written


def now(found: Letter) -> Letter:
    return Letter.objects.get(pk=found.pk)


def again_soon() -> None:
    """The pause is over."""
    Letter.objects.filter(state="waiting").update(due_at=timezone.now())


def test_letter_goes_from_her_own_box_and_becomes_a_follow_up(sending, write, office, alice, customer):
    mine = sending(alice)
    found = write(alice, mine, contact=Contact.objects.get(), cc=[("", "boss@ruihe.example")])
    assert not Activity.objects.exists()
    send_due()
    came, activity = office.read(), Activity.objects.get()
    assert (now(found).state, office.letters[0].rcpt_tos) == ("sent", [WANG, "boss@ruihe.example"])
    assert (came["From"], came["To"], came["Cc"]) == (f"Alice <{OURS}>", f"王磊 <{WANG}>", "boss@ruihe.example")
    assert (came["Subject"], came["Message-ID"], came.get_content().strip()) == ("报价单", found.message_id, "您好，报价见附件。")
    assert (activity.kind, activity.owner, activity.account, activity.text) == ("email", alice, customer, "报价单")


def test_copy_in_the_folder_of_sent_letters_is_laid_there_once_and_known_again(sending, write, office, alice):
    found = write(alice, sending(alice))
    send_due()
    assert copying.lay_copy(now(found))
    assert not copying.lay_copy(now(found))
    came = look(Mailbox.objects.get())
    assert (came.seen_count, came.known_count, came.filed_count) == (1, 1, 0)
    assert (Letter.objects.count(), Activity.objects.count()) == (1, 1)


def test_without_a_box_the_house_sends_and_answers_reach_the_writer(mailbox, write, settings, alice):
    settings.DEFAULT_FROM_EMAIL = "Kaituo <house@kaituo.example>"
    write(alice)
    send_due()
    came = mailbox.read()
    assert (came["From"], came["Reply-To"]) == ("Alice <house@kaituo.example>", f"Alice <{OURS}>")


def test_without_any_way_nothing_is_written(write, settings, alice):
    settings.EMAIL_HOST = ""
    with pytest.raises(ValidationError):
        write(alice)
    assert not Letter.objects.exists()


def test_files_go_along_and_one_of_another_kind_lets_nothing_be_written(sending, office, alice, browser, customer):
    mine = sending(alice)
    path, said = (
        f"/letters/write/customers.Account/{customer.pk}/",
        {"sender": str(mine.pk), "to": WANG, "subject": "报价", "text": "见附件", "shows": "subject"},
    )
    wrong = browser(alice).post(path, {**said, "enclosed": SimpleUploadedFile("run.exe", b"MZ")})
    assert (wrong.status_code, "run.exe" in wrong.content.decode(), Letter.objects.exists()) == (422, True, False)
    files = [SimpleUploadedFile("报价.pdf", b"%PDF-1.7 offer"), SimpleUploadedFile("list.csv", b"a,b")]
    assert browser(alice).post(path, {**said, "enclosed": files}).status_code == 302
    send_due()
    assert [part.get_filename() for part in office.read().iter_attachments()] == ["报价.pdf", "list.csv"]
    assert Attachment.objects.filter(subject_type="email.Wording").count() == 2


def test_answer_stands_in_the_exchange_here_and_over_there(sending, put, office, alice, browser):
    mine = sending(alice, shows="whole")
    put(mine, letter(message_id="<one@ruihe.example>"), letter(message_id="<two@ruihe.example>", In_Reply_To="<one@ruihe.example>"))
    asked = Letter.objects.get(message_id="<two@ruihe.example>")
    page = browser(alice).get(f"/letters/{asked.pk}/answer/").content.decode()
    assert "&gt; Please send your offer." in page and "Re: Price of the line" in page
    chosen = occasions.answering(asked, alice).people[0]
    said = {"sender": str(mine.pk), "people": chosen.key, "subject": "Re: Price", "text": "Here it is.", "shows": "subject"}
    assert browser(alice).post(f"/letters/{asked.pk}/answer/", said).status_code == 302
    send_due()
    came = office.read()
    assert (came["In-Reply-To"], came["References"]) == ("<two@ruihe.example>", "<one@ruihe.example> <two@ruihe.example>")
    put(mine, letter(message_id="<four@ruihe.example>", References=f"{came['References']} {came['Message-ID']}"))
    assert set(Letter.objects.values_list("thread", flat=True)) == {asked.thread}


def test_letter_that_is_put_off_is_tried_again_and_goes_once(sending, write, office, alice):
    found = write(alice, sending(alice))
    office.verdict = "451 greylisted, come back"
    send_due()
    assert (now(found).state, now(found).problem) == ("waiting", "The server refuses the letter.\n451 greylisted, come back")
    assert send_due() == []
    office.verdict = "250 OK"
    again_soon()
    send_due(), send_due()
    assert (now(found).state, len(office.letters), Activity.objects.count()) == ("sent", 1, 1)


def test_letter_that_is_refused_is_not_tried_again_and_its_writer_is_told(sending, write, office, alice):
    found = write(alice, sending(alice))
    office.replies[WANG] = "550 no such mailbox"
    send_due()
    assert (now(found).state, now(found).problem) == ("failed", "The server takes none of these receivers.\n550 no such mailbox")
    assert Notice.objects.get(kind="email.letter_stuck").person == alice
    office.replies.clear()
    actions.send_again(now(found), by=alice)
    send_due()
    assert (now(found).state, len(office.letters)) == ("sent", 1)


def test_receiver_whom_the_server_does_not_take_is_named_although_the_others_got_it(sending, write, office, alice):
    found = write(alice, sending(alice), cc=[("", "gone@ruihe.example")])
    office.replies["gone@ruihe.example"] = "550 gone"
    send_due()
    assert (now(found).state, office.letters[0].rcpt_tos) == ("sent", [WANG])
    assert "gone@ruihe.example: 550 gone" in now(found).problem


def test_letter_is_unsure_where_the_server_fell_silent_after_it_had_it_all(sending, write, office, alice):
    found = write(alice, sending(alice))
    office.falls_silent = True
    send_due()
    assert (now(found).state, len(office.letters)) == ("unsure", 1)
    again_soon()
    send_due()
    assert (len(office.letters), Activity.objects.exists()) == (1, False)
    actions.confirm(now(found), by=alice)
    assert (now(found).state, Activity.objects.count()) == ("sent", 1)


def test_unsure_letter_is_settled_by_its_copy_among_the_sent_ones(sending, write, put, office, alice):
    mine = sending(alice)
    found = write(alice, mine)
    office.falls_silent = True
    send_due()
    put(mine, letter(OURS, WANG, message_id=found.message_id), folder=SENT)
    assert (now(found).state, Letter.objects.count(), Activity.objects.count()) == ("sent", 1, 1)


def test_letter_whose_sender_died_is_unsure_and_not_sent_again(sending, write, office, alice):
    found = write(alice, sending(alice))
    posting.claim(timezone.now())
    Letter.objects.update(sending_since=timezone.now() - posting.LOST_AFTER - timedelta(minutes=1))
    send_due()
    assert (now(found).state, office.letters) == ("unsure", [])
    assert Notice.objects.filter(kind="email.letter_stuck").count() == 1


def test_cancelled_letter_is_not_sent(sending, write, office, alice):
    found = write(alice, sending(alice), send_at=timezone.now() + timedelta(hours=2))
    send_due()
    actions.cancel(now(found), by=alice)
    Letter.objects.update(due_at=timezone.now())
    send_due()
    assert (now(found).state, office.letters) == ("cancelled", [])


def test_whoever_lost_the_customer_meanwhile_sends_nothing(sending, write, office, alice, charlie, customer):
    found = write(alice, sending(alice), send_at=timezone.now() + timedelta(hours=2))
    Account.objects.update(owner=charlie)
    again_soon()
    send_due()
    assert (now(found).state, office.letters) == ("failed", [])


def test_lead_is_written_to_and_its_letters_go_with_it_to_the_customer(sending, write, office, alice):
    lead = records.create(Lead(name="新客户", person="李娜", email="li@newco.example", owner=alice), by=alice)
    found = write(alice, sending(alice), row=lead, to=[("李娜", "li@newco.example")])
    send_due()
    lead.refresh_from_db()
    assert (now(found).state, lead.followed_up_on is not None, Activity.objects.exists()) == ("sent", True, False)
    convert(lead, by=alice, with_deal=False)
    assert now(found).account == Lead.objects.get().account


def test_answer_of_a_lead_stands_with_the_lead(sending, put, alice):
    lead = records.create(Lead(name="新客户", person="李娜", email="Li@newco.example", owner=alice), by=alice)
    put(sending(alice), letter("li@newco.example"))
    assert (Letter.objects.get().lead, Letter.objects.get().account) == (lead, None)


def test_nobody_writes_to_a_customer_she_may_not_change_or_from_anothers_box(sending, write, alice, bob, charlie):
    mine = sending(alice)
    with pytest.raises(Http404):
        write(charlie)
    with pytest.raises(ValidationError):
        write(alice, sending(bob))
    assert (Letter.objects.count(), mine.pk is not None) == (0, True)


def test_team_box_sends_in_its_members_names(sending, write, office, ada, alice, cast):
    desk = sending(ada, address="east@kaituo.example")
    actions.dedicate(desk, by=ada, kind="team", team=cast.east)
    found = write(alice, Mailbox.objects.get())
    send_due()
    assert (office.read()["From"], now(found).person) == ("Alice <east@kaituo.example>", alice)


def test_form_refuses_what_is_no_address_and_a_letter_to_nobody(sending, alice, browser, customer):
    mine = sending(alice)
    path, said = f"/letters/write/customers.Account/{customer.pk}/", {"sender": str(mine.pk), "subject": "a", "text": "b", "shows": "subject"}
    wrong = browser(alice).post(path, {**said, "to": "wang@, li@newco.example"}).content.decode()
    nobody = browser(alice).post(path, said).content.decode()
    assert "“wang@” is no e-mail address." in wrong and "Say to whom it goes." in nobody


def test_whoever_may_not_read_addresses_writes_to_the_person_all_the_same(sending, office, alice, browser, customer):
    mine = sending(alice)
    FieldRule.objects.bulk_create(FieldRule(role=role, model="customers.Contact", field="email", shows="masked") for role in Role.objects.all())
    path, wang = f"/letters/write/customers.Account/{customer.pk}/", Contact.objects.get()
    page = browser(alice).get(path).content.decode()
    assert "王磊" in page and "ruihe.example" not in page.replace("office@ruihe.example", "")
    said = {"sender": str(mine.pk), "people": f"contact-{wang.pk}", "subject": "a", "text": "b", "shows": "subject"}
    assert browser(alice).post(path, said).status_code == 302
    send_due()
    assert (office.letters[0].rcpt_tos, Letter.objects.get().contact) == ([WANG], wang)


def test_ready_texts_keep_the_signature_below(sending, alice, ada, browser, customer):
    mine = sending(alice)
    mine.signature = "Alice, 135 0000 0000"
    mine.save()
    Grant.objects.create(role=Role.objects.get(assignments__user=alice), model="activities.Phrase", verb="view", scope="all")
    records.create(Phrase(name="已发报价", kind="email", text="报价已发。"), by=ada)
    page = browser(alice).get(f"/letters/write/customers.Account/{customer.pk}/").content.decode()
    assert "Alice, 135 0000 0000</textarea>" in page and "已发报价" in page


def test_wrong_password_is_said_in_plain_words(sending, write, office, alice):
    mine = sending(alice)
    mine.keep_for_sending("wrong", mine.smtp_host)
    mine.save()
    found = write(alice, mine)
    send_due()
    assert now(found).problem.startswith("The server refuses the sign-in name or password.\n535")


def test_servers_inside_are_not_reached_where_that_is_not_allowed(sending, write, office, settings, alice):
    found = write(alice, sending(alice))
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    send_due()
    assert (now(found).state, now(found).problem) == ("failed", "This server lies in a private network, which this installation does not allow.")


def test_password_for_sending_is_asked_for_anew_when_the_server_is_another(sending, alice, browser):
    mine = sending(alice)
    kept = {name: getattr(mine, name) for name in ("address", "name", "host", "security", "port", "user", "shows", "smtp_security", "smtp_port")}
    said = {**kept, "reads_from": mine.reads_from.isoformat(), "owner": alice.pk, "version": mine.version, "smtp_host": "smtp.evil.example"}
    refused = browser(alice).post(f"/mailboxes/{mine.pk}/edit/", said)
    assert "Enter the password for this server." in refused.content.decode()
    assert browser(alice).post(f"/mailboxes/{mine.pk}/edit/", {**said, "password": PASSWORD}).status_code == 302
    assert Mailbox.objects.get().smtp_password == PASSWORD


def test_letter_goes_over_an_encrypted_way_and_to_no_server_with_anothers_certificate(server, sending, write, alice, monkeypatch):
    office, desk = opened(str(server.certificate))
    mine = sending(alice)
    mine.smtp_host, mine.smtp_security, mine.smtp_port = "localhost", "starttls", office.port
    mine.keep_for_sending(post_office.PASSWORD, "localhost")
    mine.save()
    found = write(alice, mine)
    try:
        send_due()
        assert now(found).problem == "The server's certificate is not valid for this name."
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        actions.send_again(now(found), by=alice)
        send_due()
    finally:
        desk.stop()
    assert (now(found).state, len(office.letters)) == ("sent", 1)


def test_trying_a_box_says_how_sending_does(sending, office, alice):
    mine = sending(alice)
    assert trying.try_out(mine, by=alice)
    assert mine.said == trying.WORKS_BOTH
    mine.keep_for_sending("wrong", mine.smtp_host)
    mine.save()
    assert not trying.try_out(mine, by=alice)
    assert mine.said.startswith(trying.SENDS_NOT)


def test_letter_that_is_rolled_back_is_not_sent(sending, write, office, alice):
    mine = sending(alice)
    with pytest.raises(ValidationError):
        write(alice, mine, files=[SimpleUploadedFile("run.exe", b"MZ")])
    send_due()
    assert (Letter.objects.exists(), office.letters) == (False, [])
