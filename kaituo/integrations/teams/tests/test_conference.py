"""Teams' online meetings as Graph describes them: client credentials, a host whom the policy names, refusals with their code."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from kaituo.foundation.notices.channels import Lost
from kaituo.integrations.conferences.platforms import SERVICES, Gone, Planned
from kaituo.integrations.testing import as_json

SERVICE, HOST = SERVICES["teams"], "dc17674c-81d9-4adb-bfb2-8f6a442e4622"
BEGINS = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
PLANNED = Planned("季度评审", BEGINS, BEGINS + timedelta(minutes=45))
SAID = {"subject": "季度评审", "startDateTime": "2026-12-01T02:00:00Z", "endDateTime": "2026-12-01T02:45:00Z"}
PATH = f"/v1.0/users/{HOST}/onlineMeetings"
TOKEN = {"client_id": ["app"], "client_secret": ["geheim"], "scope": ["https://graph.microsoft.com/.default"], "grant_type": ["client_credentials"]}


def graph(system, call):
    if call.path == "/tenant/oauth2/v2.0/token":
        if parse_qs(call.body.decode()) != TOKEN:
            return as_json({"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided."}, 401)
        return as_json({"token_type": "Bearer", "expires_in": 3599, "access_token": "graph-1"})
    if call.headers.get("authorization") != "Bearer graph-1":
        return as_json({"error": {"code": "InvalidAuthenticationToken", "message": "Access token is empty."}}, 401)
    if not call.path.startswith(PATH):
        return as_json({"error": {"code": "Forbidden", "message": "No application access policy found for this app"}}, 403)
    system.taken.append(call)
    if call.method == "POST":
        return as_json({"id": "MSpk+Yz/c=", "joinWebUrl": "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x"}, 201)
    if call.path != f"{PATH}/MSpk%2BYz%2Fc%3D":
        return as_json({"error": {"code": "NotFound", "message": "gone"}}, 404)
    return (200, {}, b"{}") if call.method == "PATCH" else (204, {}, b"")


@pytest.fixture
def system(serve):
    return serve(graph)


def entered(system, **more):
    usual = {"tenant": "tenant", "client_id": "app", "client_secret": "geheim", "host": HOST}
    return {**usual, "login": system.url, "service": f"{system.url}/v1.0", **more}


def test_conference_is_made_changed_and_cancelled(system):
    made = SERVICE.make(entered(system), PLANNED)
    SERVICE.change(entered(system), made, PLANNED)
    SERVICE.cancel(entered(system), made)
    assert made.url == "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x"
    assert [(call.method, call.json if call.body else None) for call in system.taken] == [("POST", SAID), ("PATCH", SAID), ("DELETE", None)]


@pytest.mark.parametrize(
    ("wrong", "said"), [({"client_secret": "x"}, "does not take the app's id"), ({"host": "other"}, "an access policy for the host")], ids=str
)
def test_refusal_is_said_in_words(system, wrong, said):
    with pytest.raises(Lost, match=said):
        SERVICE.make(entered(system, **wrong), PLANNED)


def test_conference_that_is_gone_is_gone(system):
    made = SERVICE.make(entered(system), PLANNED)
    with pytest.raises(Gone):
        SERVICE.cancel(entered(system), type(made)("other", "", HOST))
