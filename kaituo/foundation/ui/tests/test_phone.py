"""What the phone's tab bar offers whom, and what of the device our pages may use."""

from django.test import RequestFactory

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.ui.shell import Shell


def tabs(user) -> list[str]:
    request = RequestFactory().get("/")
    request.user = user
    return [link.short for link in Shell(request).tab_bar]


def test_tab_bar_holds_what_a_rep_uses_daily(cast, alice):
    role = Role.objects.get(assignments__user=alice)
    Grant.objects.bulk_create(Grant(role=role, model="visits.Visit", verb=verb, scope="own") for verb in ("view", "check_in", "create"))
    assert tabs(alice) == ["Home", "Accounts", "Visits", "Calendar"]


def test_camera_and_place_are_for_our_own_pages_alone(cast, alice, browser):
    for path in ("/", "/account/login/", "/nothing-there/"):
        said = browser(alice).get(path).headers["Permissions-Policy"].split(", ")
        assert {"camera=(self)", "geolocation=(self)", "microphone=()"} <= set(said)
