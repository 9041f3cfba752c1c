"""Who hears of what, in which language, and what she does with it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.identity.models import Team
from kaituo.foundation.notices import actions
from kaituo.foundation.notices.kinds import ASSIGNED, KINDS, Kind
from kaituo.foundation.notices.models import Notice, Preference, count_unread
from kaituo.foundation.notices.reactions import tell_new_owners
from kaituo.foundation.records import discussion
from kaituo.foundation.records.facts import RECORD_CHANGED
from kaituo.foundation.records.log import describe


@pytest.fixture
def entity(cast):
    return LegalEntity.objects.create(name="Kaituo Ltd")


@pytest.fixture
def notice(entity, alice, ada):
    return actions.tell([alice], ASSIGNED, entity, by=ada)[0]


def test_a_notice_names_actor_and_subject(notice):
    with translation.override("en"):
        assert notice.sentence == "Ada made you responsible for Kaituo Ltd"


def test_a_notice_is_read_in_the_readers_language(notice, monkeypatch):
    monkeypatch.setitem(KINDS, ASSIGNED.name, Kind(ASSIGNED.name, "", translation.gettext_lazy(gettext_noop("Monday"))))
    with translation.override("zh-hans"):
        assert notice.sentence == "星期一"


def test_nobody_is_told_of_her_own_deed(entity, alice):
    assert actions.tell([alice], ASSIGNED, entity, by=alice) == []


def test_nobody_is_told_of_what_she_may_not_see(cast, alice, ada):
    assert actions.tell([alice], ASSIGNED, Team.objects.first(), by=ada) == []


def test_somebody_who_was_locked_out_is_not_told(entity, alice, ada):
    alice.is_active = False
    assert actions.tell([alice], ASSIGNED, entity, by=ada) == []


def test_a_kind_that_is_not_wanted_is_not_told(entity, alice, ada):
    Preference.objects.create(person=alice, kind=ASSIGNED.name, inbox=False)
    assert actions.tell([alice], ASSIGNED, entity, by=ada) == []


def test_reading_lowers_the_count_of_the_bell(notice, alice):
    assert count_unread(alice) == 1
    actions.mark_read(Notice.objects.all(), by=alice)
    assert count_unread(alice) == 0


def test_what_was_put_off_comes_back_unread(notice, alice):
    actions.snooze(Notice.objects.all(), timezone.now() + timedelta(hours=1), by=alice)
    assert count_unread(alice) == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert count_unread(alice) == 1


def test_nobody_marks_anothers_notice(notice, bob):
    assert actions.mark_read(Notice.objects.all(), by=bob) == 0


def handed(row, to, by):
    return describe(RECORD_CHANGED, row, by=by, changes={"owner": [None, to.pk]})


def test_a_new_owner_hears_of_it(entity, alice, ada):
    tell_new_owners([handed(entity, alice, ada)])
    assert Notice.objects.get().person == alice


def test_many_at_once_make_one_notice(entity, alice, ada):
    tell_new_owners([handed(entity, alice, ada)] * 9)
    with translation.override("en"):
        assert Notice.objects.get().sentence == "Ada made you responsible for 9 records"


def test_taking_a_record_oneself_is_no_news(entity, alice):
    tell_new_owners([handed(entity, alice, alice)])
    assert not Notice.objects.exists()


def test_whoever_is_named_in_a_comment_hears_of_it(entity, alice, ada):
    discussion.comment(entity, by=ada, text="@alice please look")
    assert [(notice.person, notice.kind) for notice in Notice.objects.all()] == [(alice, "notices.mentioned")]
