"""Feishu's custom bot; Lark is the same under its own name. https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (自定义机器人使用指南).

POST to the bot's address; `timestamp` in seconds and `sign` stand in the body: Base64 of HMAC-SHA256 with timestamp, line feed, secret as the key over nothing. At
most 20 KB; 100 messages a minute and 5 a second. Refusals come with a `code`.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from html import escape

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, cut, declare, read

MOST_BYTES = 18_000
TOO_OFTEN = (11232,)
MENTION = '<at user_id="{}">{}</at>'


class Robot(Vendor):
    name, label, icon = "feishu_robot", gettext_lazy("Feishu or Lark group bot"), "robot"
    document = "https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot"
    settings = (
        Setting(
            "address",
            gettext_lazy("Webhook address"),
            is_secret=True,
            help=gettext_lazy("Group settings → Bots → Custom bot: copy the whole address."),
        ),
        Setting("secret", gettext_lazy("Signing secret"), is_secret=True, help=gettext_lazy("Security settings → Signature verification.")),
    )
    handle, handle_help = gettext_lazy("open id"), gettext_lazy("It begins with ou_.")
    limits = (Limit(5, 1), Limit(100, 60))
    words = {
        19001: _("Feishu does not know this bot: copy its address anew."),
        19021: _("Feishu refused the signature: check the secret and this server's clock."),
        19022: _("Feishu takes no calls from this server's address: enter it in the bot's security settings."),
        19024: _("The bot's security settings ask for a keyword; use the signature instead."),
        9499: _("Feishu could not read the message."),
        11232: _("Feishu takes no more messages of this bot for the moment."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        mentions = " ".join(MENTION.format(escape(value), escape(str(person))) for person, value in named)
        parts = (cut(message.text.replace("<", "＜"), MOST_BYTES), message.url, mentions)
        at = round(timezone.now().timestamp())
        body = {"timestamp": str(at), "sign": sign(settings["secret"], at), "msg_type": "text"}
        return Request(settings["address"], {**body, "content": {"text": "\n".join(part for part in parts if part)}}, {})

    def judge(self, answer: egress.Answer) -> str:
        said = read(answer)
        code = said.get("code", said.get("StatusCode"))
        if code == 0:
            return str(said.get("msg", "success"))
        words = self.plain(code, str(said.get("msg", "")))
        raise Later(words, timedelta(minutes=1)) if code in TOO_OFTEN else Lost(words)


def sign(secret: str, at: int) -> str:
    return base64.b64encode(hmac.digest(f"{at}\n{secret}".encode(), b"", hashlib.sha256)).decode()


declare(Robot())
