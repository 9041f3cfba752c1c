"""Consent, how long things are kept, and the page on which a person sees everything."""

from datetime import timedelta

from django.utils import timezone

from kaituo.field.visits import actions, forgetting
from kaituo.field.visits.models import Consent, Evidence, Presence, Visit
from kaituo.foundation.records.models import Attachment

from .conftest import HERE, picture


def test_without_consent_no_position_reaches_any_table(phone, visit):
    phone.does("check_in", visit, position=HERE)
    kept = Presence.objects.get()
    assert (kept.latitude, kept.accuracy_m, kept.distance_m) == (None, None, None)


def test_a_position_is_rounded_to_four_digits(phone, visit, agreed):
    phone.does("check_in", visit, position=HERE | {"latitude": 31.230416789})
    assert str(Presence.objects.get().latitude) == "31.2304"


def test_withdrawing_deletes_the_positions_and_keeps_the_visits(phone, visit, agreed, alice):
    phone.does("check_in", visit, position=HERE)
    assert actions.withdraw_consent(by=alice) == 1
    assert Presence.objects.get().latitude is None
    assert Consent.objects.get().withdrawn_at is not None


def test_agreeing_twice_is_agreeing_once(agreed, alice):
    assert actions.give_consent(by=alice) == agreed
    assert Consent.objects.count() == 1


def test_positions_go_when_their_time_is_over_and_what_was_noticed_stays(phone, visit, agreed, time_machine):
    phone.does("check_in", visit, position=HERE | {"mock": True})
    assert forgetting.forget_positions() == 0
    time_machine.move_to(timezone.now() + timedelta(days=181))
    assert forgetting.forget_positions() == 1
    kept = Presence.objects.get()
    assert (kept.latitude, kept.flags, kept.distance_m) == (None, ["mock"], 0)


def test_photos_go_with_their_bytes(phone, visit, store_check, time_machine, django_capture_on_commit_callbacks):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    phone.does("evidence", visit, picture(), step=store_check.steps.first().pk)
    stored = Attachment.objects.get().file
    time_machine.move_to(timezone.now() + timedelta(days=731))
    with django_capture_on_commit_callbacks(execute=True):
        assert forgetting.forget_photos() == 1
    assert not stored.storage.exists(stored.name)
    assert Evidence.objects.get().photo is None


def test_her_page_counts_everything_and_shows_her_positions(phone, visit, agreed):
    phone.does("check_in", visit, position=HERE)
    page = phone.client.get("/visits/known/").content.decode()
    assert "31.2304, 121.4737" in page
    assert "Consents, given and withdrawn" in page


def test_it_asks_the_same_number_of_questions_for_many_visits(
    phone, lantern, talk, alice, agreed, django_assert_num_queries, django_assert_max_num_queries
):
    def more(count):
        for _number in range(count):
            visit = actions.plan(Visit(account=lantern, owner=alice, visit_type=talk), by=alice)
            phone.does("check_in", visit, position=HERE)

    more(2)
    with django_assert_max_num_queries(60) as few:
        phone.client.get("/visits/known/")
        count = len(few)
    more(6)
    with django_assert_num_queries(count):
        phone.client.get("/visits/known/")
