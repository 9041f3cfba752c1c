"""Lists kept under a name: private, for a team, for everybody; and the one a list opens with."""

import pytest

from kaituo.foundation.screens.models import SavedView


@pytest.fixture
def save(browser):
    def save(user, **values):
        return browser(user).post("/opportunities/views/", {"name": "Mine", "query": "stage=1&key=zzz", **values})

    return save


def offered(user):
    return [view.name for view in SavedView.objects.offered_to(user, "pipeline.Opportunity")]


def test_a_view_keeps_the_address_without_the_page(save, alice):
    save(alice)
    assert SavedView.objects.get().query == "stage=1"


def test_a_private_view_is_offered_to_its_owner_alone(save, alice, bob):
    save(alice)
    assert (offered(alice), offered(bob)) == (["Mine"], [])


def test_a_team_view_reaches_the_team_and_no_other(save, cast):
    save(cast.alice, team=cast.east.pk)
    assert (offered(cast.bob), offered(cast.charlie)) == (["Mine"], [])


def test_she_cannot_share_with_a_team_she_is_not_in(save, cast):
    assert save(cast.alice, team=cast.west.pk).status_code == 422


def test_the_list_opens_with_the_default_until_another_is_made(save, browser, alice):
    save(alice, is_default="on")
    save(alice, name="Later", query="q=x", is_default="on")
    answer = browser(alice).get("/opportunities/")
    assert answer.headers["Location"] == "/opportunities/?q=x"
    assert browser(alice).get("/opportunities/?view=all").status_code == 200


def test_only_the_owner_removes_a_view(save, browser, alice, bob):
    save(alice, is_for_all="on")
    address = f"/opportunities/views/{SavedView.objects.get().pk}/remove/"
    assert browser(bob).post(address).status_code == 403
    browser(alice).post(address)
    assert offered(alice) == []
