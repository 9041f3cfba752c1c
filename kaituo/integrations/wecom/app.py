"""WeCom's messages of an app to a member. https://developer.work.weixin.qq.com/document/path/90236 (发送应用消息), tokens: …/path/91039.

A token is asked for with the company's id and the app's secret, lives for two hours and is kept as long; when the service no longer takes it, a new one is asked
for once. `enable_duplicate_check` makes the service drop a second message with the same words, so that this channel bears repeating. For each member 30
messages a minute and 1,000 an hour.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from django.core.cache import cache
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.choices import Reach
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, call, cut, heard, read

SERVICE = "https://qyapi.weixin.qq.com"
MOST_BYTES = 2048
REPEATS_WITHIN = 4 * 3600
SPARE = 300
STALE_TOKEN = (40014, 42001)
TOO_OFTEN = (45009, 45033)


class App(Vendor):
    name, label, icon = "wecom_app", gettext_lazy("WeCom app message"), "message"
    document = "https://developer.work.weixin.qq.com/document/path/90236"
    reach = Reach.PERSON
    settings = (
        Setting("corp_id", gettext_lazy("Company id (corpid)")),
        Setting("agent_id", gettext_lazy("App id (AgentId)")),
        Setting("secret", gettext_lazy("App secret"), is_secret=True),
        Setting("service", gettext_lazy("Address of the service"), default=SERVICE, help=gettext_lazy("Another one only for a private deployment.")),
    )
    handle, handle_help = gettext_lazy("member id"), gettext_lazy("The account in the address book of the company, such as ZhangSan.")
    limits = (Limit(30, 60), Limit(1000, 3600))
    bears_repeating = True
    words = {
        40001: _("WeCom does not take the app's secret."),
        40013: _("WeCom does not know the company id."),
        40056: _("WeCom does not know the app id."),
        60020: _("WeCom takes no calls from this server's address: enter it among the app's trusted addresses."),
        81013: _("WeCom knows no such member, or the app may not write to her."),
        45009: _("WeCom takes no more messages of this app for the moment."),
    }

    def send(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> str:
        answer = call(self.compose(settings, message, named))
        if read(answer).get("errcode") in STALE_TOKEN:
            cache.delete(_key(settings))
            answer = call(self.compose(settings, message, named))
        return self.judge(answer)

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        text = cut("\n".join(part for part in (message.text, message.url) if part), MOST_BYTES)
        body = {
            "touser": "|".join(value for _person, value in named),
            "msgtype": "text",
            "agentid": int(settings["agent_id"]) if settings["agent_id"].isdigit() else settings["agent_id"],
            "text": {"content": text},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": REPEATS_WITHIN,
        }
        return Request(f"{settings['service'].rstrip('/')}/cgi-bin/message/send?access_token={quote(self.token(settings))}", body, {})

    def token(self, settings: Mapping[str, str]) -> str:
        kept = cache.get(_key(settings))
        if kept:
            return kept
        query = f"corpid={quote(settings['corp_id'])}&corpsecret={quote(settings['secret'])}"
        try:
            said = read(heard(egress.get(f"{settings['service'].rstrip('/')}/cgi-bin/gettoken?{query}")))
        except egress.Blocked as error:
            raise Lost(str(error)) from error
        except egress.Unreachable as error:
            raise Later(str(error)) from error
        self._refuse(said)
        cache.set(_key(settings), said["access_token"], max(int(said.get("expires_in", 7200)) - SPARE, 60))
        return said["access_token"]

    def judge(self, answer: egress.Answer) -> str:
        said = read(answer)
        self._refuse(said)
        if said.get("invaliduser"):
            raise Lost(self.words[81013])
        return f"{said.get('errmsg', 'ok')} {said.get('msgid', '')}".strip()

    def _refuse(self, said: dict) -> None:
        code = said.get("errcode")
        if code == 0:
            return
        words = self.plain(code, str(said.get("errmsg", "")))
        if code in TOO_OFTEN:
            raise Later(words, timedelta(minutes=1))
        raise Later(words) if code == -1 else Lost(words)


def _key(settings: Mapping[str, str]) -> str:
    """The secret itself is no name of anything."""
    return "wecom-token-" + hashlib.sha256("\n".join(settings[name] for name in ("service", "corp_id", "secret")).encode()).hexdigest()


APP = App()
