"""Microsoft Teams' online meetings, through Graph. https://learn.microsoft.com/graph/api/application-post-onlinemeetings, and …/onlinemeeting-update, -delete.

A token is asked for with client credentials (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow). The app needs
OnlineMeetings.ReadWrite.All and an application access policy for the host, whose object id stands in the path. `POST` answers 201 with `id` and `joinWebUrl`,
`PATCH` 200, `DELETE` 204. Refusals carry `error.code` and `error.message`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.notices.channels import Lost
from kaituo.integrations.conferences.platforms import FORM, JSON, Gone, Made, Planned, Service, ask, declare, token_of
from kaituo.integrations.settings_form import Setting

SCOPE = "https://graph.microsoft.com/.default"


class Teams(Service):
    name, label = "teams", "Microsoft Teams"
    document = "https://learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy"
    field = "teams_url"
    settings = (
        Setting("tenant", gettext_lazy("Directory (tenant) id")),
        Setting("client_id", gettext_lazy("Application (client) id")),
        Setting("client_secret", gettext_lazy("Client secret"), is_secret=True),
        Setting("host", gettext_lazy("Who hosts"), help=gettext_lazy("The object id of a user in Microsoft Entra; the access policy must name her")),
        Setting("login", gettext_lazy("Address for tokens"), default="https://login.microsoftonline.com"),
        Setting("service", gettext_lazy("Address of the service"), default="https://graph.microsoft.com/v1.0"),
    )
    words = {
        "invalid_client": _("Microsoft does not take the app's id or secret."),
        "unauthorized_client": _("Microsoft does not know this app in this directory."),
        "invalid_request": _("Microsoft could not read the request: check the directory id."),
        "Forbidden": _("Microsoft refuses: the app needs OnlineMeetings.ReadWrite.All and an access policy for the host."),
        "InvalidAuthenticationToken": _("Microsoft does not take the token: check the app's credentials."),
    }

    def greet(self, settings: Mapping[str, str]) -> None:
        self._token(settings)

    def make(self, settings: Mapping[str, str], planned: Planned) -> Made:
        said = self._ask("POST", settings, settings["host"], "", _told(planned))
        return Made(str(said["id"]), str(said["joinWebUrl"]), settings["host"])

    def change(self, settings: Mapping[str, str], made: Made, planned: Planned) -> None:
        self._ask("PATCH", settings, made.host, made.remote_id, _told(planned))

    def cancel(self, settings: Mapping[str, str], made: Made) -> None:
        self._ask("DELETE", settings, made.host, made.remote_id)

    def _ask(self, method: str, settings: Mapping[str, str], host: str, remote_id: str, body: dict | None = None) -> dict[str, Any]:
        tail = f"/{quote(remote_id, safe='')}" if remote_id else ""
        url = f"{settings['service'].rstrip('/')}/users/{quote(host, safe='')}/onlineMeetings{tail}"
        headers = {**JSON, "Authorization": f"Bearer {self._token(settings)}"}
        code, said = ask(method, url, headers, json.dumps(body).encode() if body else None)
        if code == 404 and remote_id:
            raise Gone
        if code >= 400:
            error = said.get("error", {})
            raise Lost(self.plain(error.get("code", code), str(error.get("message", ""))))
        return said

    def _token(self, settings: Mapping[str, str]) -> str:
        return token_of("\n".join(settings[name] for name in ("login", "tenant", "client_id", "client_secret")), lambda: self._fetched(settings))

    def _fetched(self, settings: Mapping[str, str]) -> tuple[str, int]:
        url = f"{settings['login'].rstrip('/')}/{quote(settings['tenant'], safe='')}/oauth2/v2.0/token"
        asked = {"client_id": settings["client_id"], "client_secret": settings["client_secret"], "scope": SCOPE, "grant_type": "client_credentials"}
        code, said = ask("POST", url, FORM, urlencode(asked).encode())
        if code >= 400 or "access_token" not in said:
            raise Lost(self.plain(said.get("error", code), str(said.get("error_description", ""))[:150]))
        return said["access_token"], int(said.get("expires_in", 3600))


def _told(planned: Planned) -> dict[str, str]:
    return {"subject": planned.title, "startDateTime": _instant(planned.starts_at), "endDateTime": _instant(planned.ends_at)}


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


declare(Teams())
