"""Whoever is let see a record of another's hears of it, unless she does not want to."""

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.notices.kinds import SHARED
from kaituo.foundation.notices.models import Notice, Preference
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.sharing import share
from kaituo.sales.customers.models import Account


@pytest.fixture
def account(cast):
    return records.create(Account(name="Lantern", owner=cast.alice), by=cast.ada)


def told() -> list[str]:
    return sorted(notice.person.username for notice in Notice.objects.filter(kind=SHARED.name))


def test_the_person_hears_of_it(account, alice, charlie):
    share(account, by=alice, person=charlie, verb="view", name="Charlie")
    assert (told(), Notice.objects.get(kind=SHARED.name).sentence) == (["charlie"], "Alice shared Lantern with you")


def test_everybody_of_a_team_hears_of_it(account, alice, cast):
    share(account, by=alice, team=cast.west, verb="view", name="West")
    assert told() == sorted(Membership.objects.filter(team=cast.west).values_list("user__username", flat=True))


def test_whoever_does_not_want_it_is_left_in_peace(account, alice, charlie, client):
    client.force_login(charlie)
    assert "Records shared with you" in client.get("/inbox/settings/").content.decode()
    Preference.objects.create(person=charlie, kind=SHARED.name, inbox=False)
    share(account, by=alice, person=charlie, verb="view", name="Charlie")
    assert told() == []
