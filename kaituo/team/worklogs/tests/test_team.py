"""The team's page, reminders, and who hears of what is missing."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.models import RoleAssignment
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.team.worklogs import reminding
from kaituo.team.worklogs.models import Worklog
from kaituo.team.worklogs.people import templates_of
from kaituo.team.worklogs.standing import standing_of

FRIDAY = datetime(2026, 11, 27, 19, 30, tzinfo=timezone.get_default_timezone())
DAY = Period.inclusive(FRIDAY.date(), FRIDAY.date())


def standings(template, by, at=FRIDAY):
    with clock.at(at):
        return {line.person.username: line.standing.value for line in standing_of(template, DAY, by).lines}


def test_a_leader_sees_who_handed_in_and_who_did_not(daily, hand_in, mei, alice):
    with clock.at(FRIDAY - timedelta(hours=1)):
        hand_in(alice, day=FRIDAY.date())
    assert standings(daily, mei) == {"alice": "handed_in", "bob": "due"}
    assert standings(daily, mei, FRIDAY + timedelta(hours=2))["bob"] == "missing"


def test_nobody_is_listed_on_a_free_day(daily, mei):
    sunday = Period.inclusive(FRIDAY.date() + timedelta(days=2), FRIDAY.date() + timedelta(days=2))
    assert standing_of(daily, sunday, mei).lines == []


def test_the_page_marks_all_as_read(client, daily, hand_in, mei, alice):
    worklog = hand_in(alice, day=FRIDAY.date()) if timezone.now() >= FRIDAY else hand_in(alice)
    client.force_login(mei)
    client.post(f"{reverse('worklogs-read-all')}?template={daily.pk}", {"worklog": [worklog.pk]})
    assert worklog.readings.filter(reader=mei).exists()


def test_the_page_is_not_for_who_leads_nobody_beyond_herself(client, daily, charlie, alice, hand_in):
    hand_in(alice)
    client.force_login(charlie)
    assert "Alice" not in client.get(reverse("worklogs-team")).content.decode()


def test_a_report_for_a_role_is_owed_by_who_holds_it(cast, daily):
    records.change(daily, {"role": RoleAssignment.objects.get(user=cast.mei).role}, by=cast.ada)
    assert templates_of(cast.mei, clock.today()) == [daily]
    assert templates_of(cast.alice, clock.today()) == []


def test_a_report_for_a_team_is_owed_by_its_members_and_those_below(cast, daily):
    records.change(daily, {"team": cast.east}, by=cast.ada)
    assert templates_of(cast.alice, clock.today()) == [daily]
    assert templates_of(cast.charlie, clock.today()) == []


def test_each_is_reminded_once_within_the_last_hour(daily, hand_in, alice):
    with clock.at(FRIDAY - timedelta(hours=1)):
        hand_in(alice, day=FRIDAY.date())
    assert reminding.remind(FRIDAY - timedelta(hours=2)) == 0
    assert reminding.remind(FRIDAY) > 0
    assert reminding.remind(FRIDAY) == 0
    told = set(Notice.objects.filter(kind="worklogs.due").values_list("person__username", flat=True))
    assert "bob" in told
    assert "alice" not in told
    assert Worklog.objects.filter(owner__username="bob", state="draft").count() == 1


def test_the_leader_hears_next_morning_who_is_missing(daily, hand_in, mei, alice):
    with clock.at(FRIDAY - timedelta(hours=1)):
        hand_in(alice, day=FRIDAY.date())
    reminding.tell_leaders(FRIDAY + timedelta(hours=13))
    sentence = Notice.objects.get(kind="worklogs.missing", person=mei).sentence
    assert "Bob" in sentence
    assert "Alice" not in sentence


def test_the_page_asks_as_many_queries_for_many_reports_as_for_few(client, daily, hand_in, mei, alice, bob):
    client.force_login(mei)
    counts = []
    for writer in (alice, bob):
        hand_in(writer)
        client.get(reverse("worklogs-team"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("worklogs-team"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
