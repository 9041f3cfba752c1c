"""What people say to one another about a record: threads, files, signs, and who hears of it."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment, react, threads_of
from kaituo.foundation.records.models import Attachment, Comment, CommentReaction, Event
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.timeline import history
from kaituo.sales.customers.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(alice, ada):
    return records.create(Account(name="Acme", owner=alice), by=ada)


@pytest.fixture
def said(acme, alice):
    return comment(acme, by=alice, text="They want a better price.")


def told(person) -> list[str]:
    """What she heard of the discussion."""
    return list(Notice.objects.filter(person=person, kind__in=("notices.answered", "notices.mentioned")).values_list("kind", flat=True))


def texts(row, user) -> list[list[str]]:
    """The threads of the timeline, newest first, each with what is said in it."""
    return [[each.comment.text for each in entry.thread.said] for entry in history(row, user, 30).entries if entry.thread]


def test_an_answer_stands_under_what_it_answers(acme, alice, mei, said):
    comment(acme, by=mei, text="How much?", thread=said.pk)
    assert texts(acme, alice) == [["They want a better price.", "How much?"]]


def test_an_answer_to_an_answer_stands_in_the_same_thread(acme, alice, mei, said):
    first = comment(acme, by=mei, text="How much?", thread=said.pk)
    assert comment(acme, by=alice, text="Ten percent.", thread=first.pk).thread == said


def test_a_thread_stands_where_it_was_last_spoken_in(acme, alice, mei, said):
    comment(acme, by=alice, text="Visited today.")
    assert texts(acme, alice) == [["Visited today."], ["They want a better price."]]
    comment(acme, by=mei, text="How much?", thread=said.pk)
    assert texts(acme, alice) == [["They want a better price.", "How much?"], ["Visited today."]]


def test_whoever_spoke_before_hears_of_an_answer_and_the_named_hear_once(acme, alice, mei, ada, said):
    comment(acme, by=mei, text="How much?", thread=said.pk)
    comment(acme, by=ada, text=f"@{mei.username} five at most.", thread=said.pk)
    assert told(alice) == ["notices.answered", "notices.answered"]
    assert told(mei) == ["notices.mentioned"]


def test_a_comment_on_another_record_cannot_be_answered_here(acme, other_account, alice, said):
    with pytest.raises(Refused, match="no longer there"):
        comment(other_account, by=alice, text="No.", thread=said.pk)
    assert Comment.objects.count() == 1


@pytest.fixture
def other_account(alice, ada):
    return records.create(Account(name="Lantern", owner=alice), by=ada)


def test_a_sign_is_put_on_and_taken_off_and_leaves_no_event(acme, alice, mei, said):
    before = Event.objects.count()
    assert react(acme, by=mei, comment=said.pk, sign="agree")
    assert react(acme, by=alice, comment=said.pk, sign="agree")
    assert threads_of([said.pk])[said.pk].said[0].signs(mei) == [("agree", "thumb-up", 2, f"{mei.name}、{alice.name}", True)]
    assert not react(acme, by=mei, comment=said.pk, sign="agree")
    assert (CommentReaction.objects.count(), Event.objects.count()) == (1, before)


def test_an_unknown_sign_and_a_comment_elsewhere_are_refused(acme, alice, said):
    with pytest.raises(Refused):
        react(acme, by=alice, comment=said.pk, sign="💣")
    with pytest.raises(Refused):
        react(acme, by=alice, comment=said.pk + 99, sign="agree")


def test_whoever_may_not_see_the_record_may_neither_answer_nor_react(acme, charlie, said):
    with pytest.raises(PermissionDenied):
        comment(acme, by=charlie, text="Mine!", thread=said.pk)
    with pytest.raises(PermissionDenied):
        react(acme, by=charlie, comment=said.pk, sign="agree")


def picture(size=(1200, 900)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return SimpleUploadedFile("shelf.png", out.getvalue())


@pytest.fixture
def with_picture(acme, alice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    comment(acme, by=alice, text="The shelf.", files=[picture(), SimpleUploadedFile("list.csv", b"a,b\n")])
    return acme


def test_files_stand_with_what_was_said(with_picture, alice):
    entry = next(each for each in history(with_picture, alice, 30).entries if each.thread)
    assert [file.name for file in entry.thread.said[0].files] == ["shelf.png", "list.csv"]
    assert not Event.objects.filter(name="record.file_attached").exists()


def test_a_picture_is_looked_at_small(client, with_picture, alice):
    client.force_login(alice)
    kept = Attachment.objects.get(name="shelf.png")
    sent = client.get(reverse("attachment", args=[kept.pk]), {"small": ""})
    assert Image.open(io.BytesIO(b"".join(sent.streaming_content))).size == (480, 360)
    assert sent["Content-Type"] == "image/jpeg"


def test_the_small_picture_is_as_closed_as_the_record(client, with_picture, charlie):
    client.force_login(charlie)
    kept = Attachment.objects.get(name="shelf.png")
    assert client.get(reverse("attachment", args=[kept.pk]), {"small": ""}).status_code == 404


def test_a_file_that_is_not_kept_refuses_the_comment(acme, alice):
    with pytest.raises(ValidationError):
        comment(acme, by=alice, text="Look.", files=[SimpleUploadedFile("run.exe", b"MZ")])
    assert not Comment.objects.exists()


def test_a_page_of_threads_costs_as_many_questions_as_one(acme, alice, mei, django_assert_num_queries):
    for number in range(12):
        said = comment(acme, by=alice, text=f"{number}")
        comment(acme, by=mei, text="Yes.", thread=said.pk)
        react(acme, by=mei, comment=said.pk, sign="done")
    spoken = list(Comment.objects.values_list("pk", flat=True))
    for ids in (spoken[:2], spoken):
        with django_assert_num_queries(4):
            threads_of(ids)


def test_the_page_shows_the_thread_with_its_signs(client, acme, alice, mei, said):
    comment(acme, by=mei, text="How much?", thread=said.pk)
    client.force_login(alice)
    page = reverse("customers-account-page", args=[acme.pk])
    client.post(reverse("customers-account-react", args=[acme.pk]), {"comment": said.pk, "sign": "thanks"})
    client.post(reverse("customers-account-comment", args=[acme.pk]), {"text": "Ten.", "thread": said.pk})
    shown = client.get(page).content.decode()
    assert "How much?" in shown
    assert "Ten." in shown
    assert 'value="thanks"' in shown and 'aria-pressed="true"' in shown
