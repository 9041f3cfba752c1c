"""DingTalk's custom robot. https://open.dingtalk.com/document/robots/custom-robot-access and …/robots/customize-robot-security-settings (加签).

POST to the robot's address with `timestamp` in milliseconds and `sign`: Base64 of HMAC-SHA256 with the secret as key over timestamp, line feed, secret. 20 messages
a minute for each robot; whoever sends more is shut out for ten minutes. Refusals come with HTTP 200 and an `errcode`.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, cut, declare, read

MOST_BYTES = 20_000
TOO_OFTEN, BUSY = 130101, -1


class Robot(Vendor):
    name, label, icon = "dingtalk_robot", gettext_lazy("DingTalk group robot"), "robot"
    document = "https://open.dingtalk.com/document/robots/custom-robot-access"
    settings = (
        Setting(
            "address", gettext_lazy("Webhook address"), is_secret=True, help=gettext_lazy("Group settings → Robots → Custom: copy the whole address.")
        ),
        Setting("secret", gettext_lazy("Signing secret"), is_secret=True, help=gettext_lazy("Security settings → Signature: it begins with SEC.")),
    )
    handle, handle_help = gettext_lazy("mobile number"), gettext_lazy("The one with which you use the service.")
    limits = (Limit(20, 60),)
    words = {
        310000: _(
            "DingTalk's security settings refused it: check the secret and this server's clock, and whether keywords or addresses are asked for."
        ),
        300001: _("DingTalk does not know this robot: copy its address anew."),
        300005: _("DingTalk does not know this robot: copy its address anew."),
        400013: _("The group no longer exists."),
        400102: _("DingTalk has disabled this robot."),
        130101: _("DingTalk takes no more messages of this robot for ten minutes (20 a minute)."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        mobiles = [value for _person, value in named]
        parts = (message.text, message.url, " ".join(f"@{mobile}" for mobile in mobiles))
        body = {
            "msgtype": "text",
            "text": {"content": cut("\n".join(part for part in parts if part), MOST_BYTES)},
            "at": {"atMobiles": mobiles, "isAtAll": False},
        }
        at = round(timezone.now().timestamp() * 1000)
        joint = "&" if "?" in settings["address"] else "?"
        return Request(settings["address"] + joint + urlencode({"timestamp": at, "sign": sign(settings["secret"], at)}), body, {})

    def judge(self, answer: egress.Answer) -> str:
        said = read(answer)
        code = said.get("errcode")
        if code == 0:
            return str(said.get("errmsg", "ok"))
        words = self.plain(code, str(said.get("errmsg", "")))
        if code == TOO_OFTEN:
            raise Later(words, timedelta(minutes=10))
        raise Later(words) if code == BUSY else Lost(words)


def sign(secret: str, at: int) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256)).decode()


declare(Robot())
