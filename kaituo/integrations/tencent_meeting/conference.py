"""Tencent Meeting's REST interface for a company's own app. https://cloud.tencent.com/document/product/1095/42413 (鉴权), …/42417 (创建会议), …/43704 (错误码).

Every request is signed: method, the headers X-TC-Key, X-TC-Nonce and X-TC-Timestamp in this order, path and body, each on a line; HMAC-SHA256 with the secret key,
as hexadecimal text, that in Base64. `POST /v1/meetings` answers with `meeting_info_list`; `PUT /v1/meetings/{id}` changes, `POST …/cancel` cancels. Refusals carry
`error_info` with `error_code` and `message`. X-TC-Registered 1: the meeting stands in its host's list too.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.notices.channels import Lost
from kaituo.integrations import egress
from kaituo.integrations.conferences.platforms import JSON, Gone, Made, Planned, Service, ask, declare
from kaituo.integrations.messengers.vendors import heard
from kaituo.integrations.settings_form import Setting

PATH = "/v1/meetings"
DEVICE, SCHEDULED, BY_HOST = 1, 0, 1
OVER = 9003


class TencentMeeting(Service):
    name, label = "tencent_meeting", gettext_lazy("Tencent Meeting")
    document = "https://cloud.tencent.com/document/product/1095/42413"
    field = "tencent_url"
    settings = (
        Setting("app_id", gettext_lazy("Company id (AppId)")),
        Setting("sdk_id", gettext_lazy("App id (SdkId)"), is_required=False),
        Setting("secret_id", gettext_lazy("SecretId")),
        Setting("secret_key", gettext_lazy("SecretKey"), is_secret=True),
        Setting("host", gettext_lazy("Who hosts"), help=gettext_lazy("The userid of a member in the company's address book there")),
        Setting("service", gettext_lazy("Address of the service"), default="https://api.meeting.qq.com"),
    )
    words = {
        200003: _("Tencent Meeting refuses the signature: check SecretId, SecretKey and this server's clock."),
        9008: _("Tencent Meeting makes no more meetings for now: its limit for a minute or a day is reached."),
        9042: _("Tencent Meeting does not allow that to this app or host."),
        9093: _("Tencent Meeting does not take the meeting's title."),
        9100: _("The host may not plan meetings at Tencent Meeting."),
        20001: _("Tencent Meeting knows no such host."),
        50000: _("Tencent Meeting does not know the company id."),
        50001: _("Tencent Meeting says that the company's account cannot be used."),
    }

    def greet(self, settings: Mapping[str, str]) -> None:
        self._ask("GET", settings, f"{PATH}?userid={quote(settings['host'], safe='')}&instanceid={DEVICE}")

    def make(self, settings: Mapping[str, str], planned: Planned) -> Made:
        said = self._ask("POST", settings, PATH, {**_told(settings["host"], planned), "type": SCHEDULED})
        found = said["meeting_info_list"][0]
        return Made(str(found["meeting_id"]), str(found["join_url"]), settings["host"])

    def change(self, settings: Mapping[str, str], made: Made, planned: Planned) -> None:
        self._ask("PUT", settings, f"{PATH}/{quote(made.remote_id)}", _told(made.host, planned))

    def cancel(self, settings: Mapping[str, str], made: Made) -> None:
        body = {"userid": made.host, "instanceid": DEVICE, "reason_code": BY_HOST}
        self._ask("POST", settings, f"{PATH}/{quote(made.remote_id)}/cancel", body)

    def _ask(self, method: str, settings: Mapping[str, str], path: str, body: dict | None = None) -> dict[str, Any]:
        text = json.dumps(body, ensure_ascii=False) if body else ""
        headers = {**JSON, **signed(settings, method, path, text)}
        code, said = ask(method, settings["service"].rstrip("/") + path, headers, text.encode() if body else None, hears=_heard)
        refusal = said.get("error_info")
        if refusal and refusal.get("error_code") == OVER:
            raise Gone
        if refusal or code >= 400:
            told = refusal or {}
            raise Lost(self.plain(told.get("error_code", code), str(told.get("message", ""))))
        return said


def _heard(answer: egress.Answer) -> egress.Answer:
    """Refusals come with 400 and with 500 alike: the body says which one it is."""
    return answer if answer.code == 500 else heard(answer)


def signed(settings: Mapping[str, str], method: str, path: str, body: str) -> dict[str, str]:
    """The headers of a request, which prove who sends it and hold for five minutes."""
    nonce, at = str(secrets.randbelow(10**9) + 1), str(round(timezone.now().timestamp()))
    parts = {"X-TC-Key": settings["secret_id"], "X-TC-Nonce": nonce, "X-TC-Timestamp": at}
    said = "\n".join([method, "&".join(f"{name}={value}" for name, value in parts.items()), path, body])
    digest = hmac.new(settings["secret_key"].encode(), said.encode(), hashlib.sha256).hexdigest()
    more = {"SdkId": settings["sdk_id"]} if settings.get("sdk_id") else {}
    signature = base64.b64encode(digest.encode()).decode()
    return {**parts, **more, "AppId": settings["app_id"], "X-TC-Signature": signature, "X-TC-Registered": "1"}


def _told(host: str, planned: Planned) -> dict[str, Any]:
    begins, ends = (str(round(moment.timestamp())) for moment in (planned.starts_at, planned.ends_at))
    return {"userid": host, "instanceid": DEVICE, "subject": planned.title[:255], "start_time": begins, "end_time": ends}


declare(TencentMeeting())
