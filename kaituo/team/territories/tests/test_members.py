"""Who works in a territory, from day to day, and where it stands in the tree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.identity.models import TerritoryMembership
from kaituo.foundation.records.refusals import Refused
from kaituo.team.territories import actions


def test_a_person_works_in_a_territory_until_her_last_day(make_territory, alice, ada):
    territory, today = make_territory("Jiangsu"), timezone.localdate()
    actions.join(territory, by=ada, person=alice, on=today - timedelta(days=9))
    work = TerritoryMembership.objects.get()
    actions.leave(work, by=ada, last_on=today)
    assert (work.holds_on(today), work.holds_on(today + timedelta(days=1))) == (True, False)


def test_nobody_joins_twice_for_the_same_days(make_territory, alice, ada):
    territory, today = make_territory("Jiangsu"), timezone.localdate()
    actions.join(territory, by=ada, person=alice, on=today)
    with pytest.raises(Refused, match="already"):
        actions.join(territory, by=ada, person=alice, on=today + timedelta(days=3))


def test_a_territory_does_not_stand_above_itself(make_territory, ada):
    above, below, today = make_territory("East"), make_territory("Jiangsu"), timezone.localdate()
    actions.place(below, by=ada, parent=above, on=today)
    with pytest.raises(Refused, match="above"):
        actions.place(above, by=ada, parent=below, on=today)


def test_its_page_shows_the_tree_its_parts_and_its_people(make_territory, make_account, alice, ada, client):
    above, below = make_territory("East"), make_territory("Jiangsu", "320000")
    make_account(region="江苏")
    actions.place(below, by=ada, parent=above, on=timezone.localdate())
    actions.join(below, by=ada, person=alice, on=timezone.localdate())
    client.force_login(ada)
    page = client.get(f"/territories/{below.pk}/").content.decode()
    assert all(said in page for said in ("East", "江苏省", "Alice", "灯笼公司"))
    assert client.get("/territory-customers/overlaps/", follow=True).status_code == 200
