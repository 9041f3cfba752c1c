"""Writing a report and handing it in."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.team.worklogs import actions
from kaituo.team.worklogs.material import done
from kaituo.team.worklogs.models import Worklog

WORKDAY = datetime(2026, 11, 27, 15, tzinfo=timezone.get_default_timezone())


def test_it_keeps_what_was_said_and_the_figures_of_that_moment(hand_in, alice):
    worklog = hand_in(alice)
    assert (worklog.state, worklog.text, worklog.is_late) == ("handed_in", "Sold a lamp", worklog.is_late)
    assert worklog.figures == [["pipeline.created_count", "0"]]


def test_a_question_that_must_be_answered_is_named(hand_in, alice):
    with pytest.raises(ValidationError, match="Done"):
        hand_in(alice, text="  ")


@pytest.mark.parametrize(("hours", "is_late"), [(0, False), (6, True)])
def test_after_the_hour_it_is_late_and_stays_so(daily, hand_in, alice, hours, is_late):
    with clock.at(WORKDAY + timedelta(hours=hours)):
        worklog = hand_in(alice, day=WORKDAY.date())
    assert worklog.is_late is is_late
    with clock.at(WORKDAY):
        actions.hand_in(worklog, by=alice, answers={str(daily.questions.first().pk): "Again"})
    assert worklog.is_late is is_late


def test_a_day_to_come_has_no_report_yet(daily, alice):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused):
        actions.begin(daily, Period.inclusive(tomorrow, tomorrow), by=alice)


def test_there_is_one_report_of_a_day(hand_in, alice):
    assert hand_in(alice) == hand_in(alice, "More")


def test_her_leader_reads_it_and_she_sees_that(hand_in, alice, mei):
    worklog = hand_in(alice)
    actions.read(worklog, by=mei)
    actions.read(worklog, by=mei)
    assert list(worklog.readings.values_list("reader__username", flat=True)) == ["mei"]


def test_the_sibling_team_reads_nothing(hand_in, alice, charlie):
    worklog = hand_in(alice)
    assert worklog not in visible(charlie, Worklog.objects.all())
    with pytest.raises(PermissionDenied):
        actions.read(worklog, by=charlie)


def test_a_returned_report_is_written_again_and_its_writer_told_why(hand_in, alice, mei):
    worklog = hand_in(alice)
    actions.send_back(worklog, by=mei, reason="Which customers?")
    assert worklog.state == "returned"
    assert "Which customers?" in Notice.objects.get(kind="worklogs.returned", person=alice).sentence
    assert hand_in(alice, "Lantern and Moon").state == "handed_in"


def test_nobody_returns_her_own_report(hand_in, mei):
    with pytest.raises(Refused):
        actions.send_back(hand_in(mei), by=mei, reason="Too short")


def test_a_comment_is_told_to_the_writer(hand_in, alice, mei):
    comment(hand_in(alice), by=mei, text="Well done")
    assert Notice.objects.filter(person=alice, kind="worklogs.answered").exists()


def test_the_draft_says_what_she_did_that_day_and_nothing_of_others(alice, bob):
    records.create(Account(name="Lantern", owner=alice), by=alice)
    records.create(Account(name="Moon", owner=bob), by=bob)
    today = clock.today()
    assert done(alice, Period.inclusive(today, today)) == ["created Lantern"]


def test_the_page_hands_in_and_says_what_is_missing(client, alice, daily):
    client.force_login(alice)
    address = f"{reverse('worklogs-write')}?template={daily.pk}&day={clock.today()}"
    question = f"answer_{daily.questions.first().pk}"
    assert client.post(address, {question: ""}).status_code == 422
    assert client.post(address, {question: "Sold a lamp"}).status_code == 302
    assert Worklog.objects.get().is_handed_in


def test_the_page_keeps_a_draft(client, alice, daily):
    client.force_login(alice)
    address = f"{reverse('worklogs-write')}?template={daily.pk}&day={clock.today()}"
    client.post(address, {f"answer_{daily.questions.first().pk}": "Half", "draft": "1"})
    assert Worklog.objects.get().state == "draft"
    assert "Half" in client.get(address).content.decode()


def test_a_report_that_is_not_hers_lies_on_no_desk(client, cast, daily):
    records.change(daily, {"team": cast.west}, by=cast.ada)
    client.force_login(cast.alice)
    page = client.get(f"{reverse('worklogs-write')}?template={daily.pk}").content.decode()
    assert "You owe no report" in page
