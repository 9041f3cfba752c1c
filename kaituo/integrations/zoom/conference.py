"""Zoom's meetings, by a Server-to-Server OAuth app. https://developers.zoom.us/docs/internal-apps/s2s-oauth/ and …/docs/api/meetings/ (Create a meeting …).

A token is asked for with `grant_type=account_credentials` and the client's id and secret as Basic authorisation; it holds for an hour. `POST /users/{host}/meetings`
with `type` 2 (scheduled) answers 201 with `id` and `join_url`; `PATCH /meetings/{id}` and `DELETE /meetings/{id}` answer 204. Refusals carry `code` and `message`.
"""

import base64
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.notices.channels import Lost
from kaituo.integrations.conferences.platforms import FORM, JSON, Gone, Made, Planned, Service, ask, declare, token_of
from kaituo.integrations.settings_form import Setting

SCHEDULED, OVER = 2, 3001


class Zoom(Service):
    name, label = "zoom", "Zoom"
    document = "https://developers.zoom.us/docs/internal-apps/s2s-oauth/"
    field = "zoom_url"
    settings = (
        Setting("account_id", gettext_lazy("Account id")),
        Setting("client_id", gettext_lazy("Client id")),
        Setting("client_secret", gettext_lazy("Client secret"), is_secret=True),
        Setting("host", gettext_lazy("Who hosts"), is_required=False, help=gettext_lazy("An e-mail address there. Empty: whoever calls the meeting")),
        Setting("oauth", gettext_lazy("Address for tokens"), default="https://zoom.us/oauth/token"),
        Setting("service", gettext_lazy("Address of the service"), default="https://api.zoom.us/v2"),
    )
    words = {
        124: _("Zoom does not take the token: check the app's credentials."),
        1001: _("Zoom knows no such host: enter one in the connection, or whoever calls the meeting needs an account there."),
        4711: _("The app at Zoom lacks the right to write meetings: add the scope meeting:write:admin."),
        300: _("Zoom could not read the meeting."),
        "invalid_client": _("Zoom does not take the app's id or secret."),
        "unsupported_grant_type": _("Zoom does not know this account id, or the app is not a Server-to-Server app."),
    }

    def greet(self, settings: Mapping[str, str]) -> None:
        self._token(settings)

    def make(self, settings: Mapping[str, str], planned: Planned) -> Made:
        host = settings.get("host") or planned.host
        said = self._ask("POST", settings, f"/users/{quote(host, safe='')}/meetings", {**_told(planned), "type": SCHEDULED})
        return Made(str(said["id"]), str(said["join_url"]), host)

    def change(self, settings: Mapping[str, str], made: Made, planned: Planned) -> None:
        self._ask("PATCH", settings, f"/meetings/{quote(made.remote_id)}", _told(planned))

    def cancel(self, settings: Mapping[str, str], made: Made) -> None:
        self._ask("DELETE", settings, f"/meetings/{quote(made.remote_id)}")

    def _ask(self, method: str, settings: Mapping[str, str], path: str, body: dict | None = None) -> dict[str, Any]:
        headers = {**JSON, "Authorization": f"Bearer {self._token(settings)}"}
        code, said = ask(method, settings["service"].rstrip("/") + path, headers, json.dumps(body).encode() if body else None)
        if said.get("code") == OVER:
            raise Gone
        if code >= 400:
            raise Lost(self.plain(said.get("code", code), str(said.get("message", ""))))
        return said

    def _token(self, settings: Mapping[str, str]) -> str:
        return token_of("\n".join(settings[name] for name in ("oauth", "account_id", "client_id", "client_secret")), lambda: self._fetched(settings))

    def _fetched(self, settings: Mapping[str, str]) -> tuple[str, int]:
        basic = base64.b64encode(f"{settings['client_id']}:{settings['client_secret']}".encode()).decode()
        body = f"grant_type=account_credentials&account_id={quote(settings['account_id'], safe='')}".encode()
        code, said = ask("POST", settings["oauth"], {**FORM, "Authorization": f"Basic {basic}"}, body)
        if code >= 400 or "access_token" not in said:
            raise Lost(self.plain(said.get("error", code), str(said.get("reason", ""))))
        return said["access_token"], int(said.get("expires_in", 3600))


def _told(planned: Planned) -> dict[str, Any]:
    begins = planned.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"topic": planned.title[:200], "start_time": begins, "duration": planned.minutes, "timezone": "UTC"}


declare(Zoom())
