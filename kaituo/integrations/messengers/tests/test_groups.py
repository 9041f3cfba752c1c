"""What reaches a group: only the chosen kinds, only about records, and only those that everybody who reads it may see."""

import pytest

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.kinds import ASSIGNED, ASSIGNED_MANY, SHARED
from kaituo.foundation.notices.models import Delivery
from kaituo.foundation.records import actions as records
from kaituo.integrations.messengers import actions
from kaituo.integrations.messengers.models import Outlet
from kaituo.integrations.testing import as_json
from kaituo.sales.customers.models import Account


@pytest.fixture
def robot(serve):
    def answer(system, call):
        system.taken.append(call)
        return as_json({"errcode": 0, "errmsg": "ok"})

    return serve(answer)


@pytest.fixture
def group(robot, connect):
    """East's group: Alice, Bob and Mei."""
    return connect("wecom_robot", {"address": f"{robot.url}/cgi-bin/webhook/send?key=k"}, kinds=[ASSIGNED.name])


@pytest.fixture
def entity(cast):
    return LegalEntity.objects.create(name="Kaituo Ltd")


def texts(robot):
    return [call.json["text"]["content"] for call in robot.taken]


def test_the_group_hears_once_whoever_was_told(group, robot, entity, cast, ada, bring, handle):
    handle(cast.alice, "wecom_robot", "AliceWu")
    notices.tell([cast.alice, cast.bob], ASSIGNED, entity, by=ada)
    assert bring() == ["sent"]
    assert texts(robot) == [f"Alice, Bob: Ada 将 Kaituo Ltd 交给您负责\nhttps://crm.example.com/legal-entities/{entity.pk}/"]
    assert robot.taken[0].json["text"]["mentioned_list"] == ["AliceWu"]


def test_other_kinds_do_not_reach_it(group, robot, entity, cast, ada, bring):
    notices.tell([cast.alice], SHARED, entity, by=ada)
    assert (bring(), robot.taken) == ([], [])


def test_what_is_about_no_record_never_goes_to_a_group(group, robot, cast, ada, bring):
    Outlet.objects.update(kinds=[ASSIGNED_MANY.name])
    notices.tell([cast.alice], ASSIGNED_MANY, None, by=ada, count=7)
    assert (bring(), robot.taken) == ([], [])


def test_a_record_that_one_of_them_may_not_see_is_left_out(group, robot, cast, ada, bring):
    account = records.create(Account(name="Lantern", owner=cast.alice), by=ada)
    notices.tell([cast.alice], ASSIGNED, account, by=ada)
    assert (bring(), robot.taken) == (["dropped"], [])
    assert Delivery.objects.get().problem == "Not every member of the team that reads the group may see the record."


def test_when_the_others_leave_the_team_it_may_be_said(group, robot, cast, ada, bring):
    account = records.create(Account(name="Lantern", owner=cast.alice), by=ada)
    Membership.objects.filter(user__in=[cast.bob]).update(ends_on="2021-01-01")
    notices.tell([cast.alice], ASSIGNED, account, by=ada)
    assert bring() == ["sent"]


def test_a_team_without_anybody_hears_nothing(group, robot, entity, cast, ada, bring):
    notices.tell([cast.charlie], ASSIGNED, entity, by=ada)
    User.objects.filter(username__in=["alice", "bob", "mei"]).update(is_active=False)
    assert (bring(), robot.taken) == (["dropped"], [])


def test_a_paused_robot_sends_nothing_and_goes_on_when_it_is_resumed(group, robot, entity, cast, ada, bring):
    actions.pause(group, by=ada)
    notices.tell([cast.alice], ASSIGNED, entity, by=ada)
    assert bring() == []
    actions.resume(group, by=ada)
    notices.tell([cast.alice], ASSIGNED, entity, by=ada)
    assert bring() == ["sent"]
