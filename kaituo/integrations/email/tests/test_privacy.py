"""Who sees what of a letter, on every way to it."""

import pytest

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.records.models import Attachment, Event
from kaituo.integrations.email import actions
from kaituo.integrations.email.models import Letter, Mailbox, Wording

from .conftest import OURS, WANG, letter
from .test_reading_boxes import SENT


def sees(person) -> tuple[bool, bool]:
    return visible(person, Letter.objects.all()).exists(), visible(person, Wording.objects.all()).exists()


@pytest.mark.parametrize(("shows", "seen"), [("nothing", (False, False)), ("subject", (True, False)), ("whole", (True, True))])
def test_owner_of_the_box_says_what_others_see(box, put, alice, mei, ada, charlie, shows, seen):
    put(box(alice, shows=shows), letter())
    assert sees(alice) == (True, True)
    assert sees(mei) == sees(ada) == seen
    assert sees(charlie) == (False, False)


def test_page_of_the_customer_holds_back_the_text(box, put, alice, mei, browser, customer):
    said = letter(text="Secret margin")
    said.add_attachment(b"%PDF-1.7 offer", maintype="application", subtype="pdf", filename="margin.pdf")
    put(box(alice, shows="subject"), said)
    hers, his = (browser(person).get(f"/accounts/{customer.pk}/").content.decode() for person in (alice, mei))
    assert "Secret margin" in hers and "margin.pdf" in hers
    assert "Price of the line" in his and "Secret margin" not in his and "margin.pdf" not in his
    assert browser(mei).get(f"/attachments/{Attachment.objects.get().pk}/").status_code == 404


def test_follow_up_says_no_more_than_others_may_see(box, put, alice):
    put(box(alice, shows="nothing"), letter(OURS, WANG, "Secret margin"), folder=SENT)
    assert Activity.objects.get().text == "E-mail sent"
    assert not Event.objects.filter(changes__icontains="margin").exists()


def test_most_reserved_of_its_boxes_decides(box, put, alice, bob):
    said = letter(WANG, f"{OURS}, {bob.email}")
    put(box(alice, shows="whole"), said)
    put(box(bob, shows="nothing"), said)
    assert Letter.objects.get().shows == "nothing"


def test_one_letter_may_be_opened_by_whoever_holds_it_and_nobody_else(box, put, alice, mei):
    put(box(alice, shows="subject"), letter())
    found = Letter.objects.get()
    assert not may(mei, "change", found)
    actions.open_to(found, by=alice, shows="whole")
    assert sees(mei) == (True, True)


def test_members_of_a_team_share_its_box(box, put, bob, ada, cast, charlie):
    desk = box(ada, address="east@kaituo.example", shows="nothing")
    actions.dedicate(desk, by=ada, kind="team", team=cast.east)
    put(Mailbox.objects.get(), letter(to="east@kaituo.example"))
    assert sees(bob) == (True, True)
    assert sees(charlie) == (False, False)


def test_password_is_on_no_page_and_in_no_event(box, alice, ada, browser):
    mine = box(alice)
    for path in (f"/mailboxes/{mine.pk}/", f"/mailboxes/{mine.pk}/edit/"):
        page = browser(ada).get(path).content.decode()
        assert mine.sealed_password not in page and "right-" not in page
    assert not Event.objects.filter(changes__icontains="password").exists()


def test_list_page_and_panel_ask_as_often_for_many_letters_as_for_few(box, put, alice, browser, customer, django_assert_max_num_queries):
    mine, visitor = box(alice), browser(alice)
    put(mine, letter(), letter())
    visitor.get(f"/accounts/{customer.pk}/")
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(400) as asked:
            assert visitor.get(f"/accounts/{customer.pk}/").status_code == visitor.get("/letters/").status_code == 200
        counts.append(len(asked))
        put(mine, *[letter(subject=f"Number {number}") for number in range(12)])
    assert counts[0] == counts[1]
