"""Who can sign in, and what an administrator does about it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kaituo.foundation.identity.models import Role, RoleAssignment, User
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.office.administration.actions import accounts

PASSWORD = "a long and good one"


def sign_in(client, user):
    return client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def test_a_one_time_link_sets_a_password_once(ada, alice, client):
    path = accounts.invite(alice, by=ada)
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    assert sign_in(client, alice).status_code == 302
    client.logout()
    assert client.get(path).status_code == 200


def test_a_new_link_ends_the_one_before(ada, alice, client):
    first = accounts.invite(alice, by=ada)
    accounts.invite(alice, by=ada)
    assert client.get(first).status_code == 200
    assert client.get(accounts.invite(alice, by=ada)).status_code == 302


def test_no_event_holds_a_password(ada, alice):
    accounts.invite(alice, by=ada)
    assert "password" not in Event.objects.order_by("-pk").first().changes


def test_whoever_is_locked_out_is_signed_out_and_stays_out(ada, alice, client):
    alice.set_password(PASSWORD)
    alice.save()
    sign_in(client, alice)
    accounts.lock_out(alice, by=ada)
    assert client.get("/me/").status_code == 302
    accounts.let_in(alice, by=ada)
    assert sign_in(client, alice).status_code == 302


def test_nobody_locks_herself_out(ada):
    with pytest.raises(Refused):
        accounts.lock_out(ada, by=ada)


def test_only_administrators_touch_accounts(alice, bob):
    with pytest.raises(PermissionDenied):
        accounts.invite(bob, by=alice)


def test_a_lost_second_step_is_taken_away(ada, alice):
    Authenticator.objects.create(user=alice, type="totp", data={})
    accounts.reset_second_factor(alice, by=ada)
    assert not Authenticator.objects.filter(user=alice).exists()
    with pytest.raises(Refused):
        accounts.reset_second_factor(alice, by=ada)


def test_a_role_is_held_between_its_days(ada, alice):
    today = timezone.localdate()
    finance = Role.objects.get(key="finance")
    accounts.give_role(alice, by=ada, role=finance, starts_on=today, ends_on=today + timedelta(days=5))
    assert RoleAssignment.objects.on(today).filter(user=alice, role=finance).exists()
    accounts.end_role(RoleAssignment.objects.get(user=alice, role=finance), by=ada, on=today)
    assert "finance" not in User.objects.get(pk=alice.pk).rights.roles


def test_the_system_never_signs_in(db, client):
    system = User.objects.system()
    system.set_password(PASSWORD)
    system.save()
    assert sign_in(client, system).status_code == 200
    client.force_login(system)
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("page", ["signup/", "email/", "confirm-email/", "confirm-email/abc/"])
def test_pages_of_the_library_that_are_not_ours_are_not_there(page, alice, client):
    assert client.get(f"/account/{page}").status_code == 404
    client.force_login(alice)
    assert client.get(f"/account/{page}").status_code == 404


def test_a_person_keeps_her_own_settings(alice, client):
    client.force_login(alice)
    answer = client.post("/me/", {"name": "Alice B", "phone": "138", "language": "zh-hans", "time_zone": "Asia/Tokyo", "theme": "dark"})
    alice.refresh_from_db()
    assert (answer.status_code, alice.name, alice.time_zone, alice.theme) == (302, "Alice B", "Asia/Tokyo", "dark")
    assert Event.objects.get(name="administration.profile_kept").changes["phone"] == ["", "138"]
