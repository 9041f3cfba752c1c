"""Coming and going: when it was, how far away, and what is noticed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.field.activities.models import FollowUp
from kaituo.field.visits import actions
from kaituo.field.visits.models import Presence, Site, Visit, VisitRules
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.models import Event

from .conftest import AWAY, HERE, Phone


def test_a_check_in_nearby_is_noticed_by_nobody(phone, visit, agreed):
    assert phone.does("check_in", visit, position=HERE)["outcome"] == "taken"
    visit.refresh_from_db()
    assert (visit.state, visit.flags, visit.judgement, visit.distance_m) == ("under_way", [], "", 0)


def test_one_far_away_is_taken_and_has_to_be_judged(phone, visit, agreed):
    assert phone.does("check_in", visit, position=AWAY)["outcome"] == "taken"
    visit.refresh_from_db()
    assert (visit.flags, visit.judgement) == (["far"], "waiting")
    assert 2200 < visit.distance_m < 2250


def test_a_poor_accuracy_is_counted_in_favour_and_said(phone, visit, agreed):
    phone.does("check_in", visit, position=AWAY | {"accuracy": 3000})
    visit.refresh_from_db()
    assert visit.flags == ["inaccurate"]


def test_a_made_up_position_is_evidence_and_no_verdict(phone, visit, agreed):
    assert phone.does("check_in", visit, position=HERE | {"mock": True})["outcome"] == "taken"
    visit.refresh_from_db()
    assert visit.flags == ["mock"]


def test_without_a_position_it_counts_and_says_so(phone, visit, agreed):
    phone.does("check_in", visit)
    phone.does("check_out", visit, summary="Talked")
    visit.refresh_from_db()
    assert (visit.state, visit.flags, visit.judgement) == ("done", ["no_position"], "")


@pytest.mark.parametrize("ahead", [timedelta(hours=9), timedelta(hours=-9)])
def test_a_wrong_clock_of_the_phone_moves_nothing(client, alice, visit, agreed, ahead):
    client.force_login(alice)
    Phone(client, ahead).does("check_in", visit, position=HERE, ago=timedelta(hours=2))
    visit.refresh_from_db()
    assert visit.flags == ["clock"]
    assert abs(visit.began_at - (timezone.now() - timedelta(hours=2))) < timedelta(seconds=5)


def test_time_on_site_is_from_check_in_to_check_out(phone, visit, agreed):
    phone.does("check_in", visit, position=HERE, ago=timedelta(minutes=50))
    phone.does("check_out", visit, position=HERE, ago=timedelta(minutes=5), summary="Signed")
    visit.refresh_from_db()
    assert (visit.state, visit.minutes, visit.summary, visit.opens_day) == ("done", 45, "Signed", True)


def test_a_required_step_left_out_keeps_her_there(phone, visit, store_check):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    answer = phone.does("check_out", visit)
    assert (answer["outcome"], "Shelf" in answer["answer"]) == ("refused", True)


def test_the_next_step_is_planned_as_a_follow_up(phone, visit):
    phone.does("check_in", visit)
    day = timezone.localdate() + timedelta(days=4)
    phone.does("check_out", visit, next_on=day.isoformat(), next_step="Send the offer")
    planned = FollowUp.objects.get()
    assert (planned.due_on, planned.what, planned.owner_id) == (day, "Send the offer", visit.owner_id)


def test_nobody_checks_in_for_another(client, visit, mei):
    client.force_login(mei)
    assert Phone(client).does("check_in", visit)["outcome"] == "refused"
    assert not Presence.objects.exists()


def test_the_first_good_position_becomes_the_place_of_the_customer(phone, visit, agreed):
    Site.objects.all().delete()
    phone.does("check_in", visit, position=HERE)
    site = Site.objects.get()
    assert (str(site.latitude), site.source) == ("31.23040", "checked_in")


def test_no_event_ever_carries_a_position(phone, visit, agreed):
    phone.does("check_in", visit, position=AWAY)
    phone.does("check_out", visit, position=AWAY)
    told = " ".join(f"{event.inputs} {event.changes}" for event in Event.objects.filter(actor=visit.owner, name__startswith="visits."))
    assert "31.25" not in told


def test_the_manager_hears_judges_and_a_refused_visit_does_not_count(phone, visit, agreed, mei):
    phone.does("check_in", visit, position=AWAY)
    phone.does("check_out", visit, position=HERE)
    assert Notice.objects.filter(person=mei, kind="visits.to_judge").count() == 1
    actions.refuse(visit, by=mei, reason="Was at home")
    assert not Visit.objects.done().exists()
    assert Notice.objects.filter(person=visit.owner, kind="visits.judged").exists()


def test_nobody_judges_her_own_visits(phone, visit, agreed, alice):
    phone.does("check_in", visit, position=AWAY)
    with pytest.raises(Exception, match="her own"):
        actions.accept(visit, by=alice, reason="Trust me")


def test_outside_working_hours_no_position_is_kept(phone, visit, agreed):
    VisitRules.objects.update(begins_at="11:00", ends_at="12:00")
    phone.does("check_in", visit, position=HERE)
    kept = Presence.objects.get()
    assert (kept.latitude, kept.distance_m, kept.flags) == (None, None, ["outside_hours"])


def test_working_hours_are_by_her_own_clock(phone, visit, agreed, alice):
    VisitRules.objects.update(begins_at="02:00", ends_at="03:00")
    type(alice).objects.filter(pk=alice.pk).update(time_zone="Europe/London")
    phone.does("check_in", visit, position=HERE)
    assert Presence.objects.get().latitude is not None
