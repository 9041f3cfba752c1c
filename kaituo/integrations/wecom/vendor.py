"""WeCom's group robot. https://developer.work.weixin.qq.com/document/path/91770 (群机器人配置说明).

POST to the robot's address, which holds its key; text of at most 2,048 bytes; 20 messages a minute for each robot; refusals come with HTTP 200 and an `errcode`.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, cut, declare, read

from .app import APP

MOST_BYTES = 2048
TOO_OFTEN = (45009, 45033)
BUSY = -1


class Robot(Vendor):
    name, label, icon = "wecom_robot", gettext_lazy("WeCom group robot"), "robot"
    document = "https://developer.work.weixin.qq.com/document/path/91770"
    settings = (
        Setting(
            "address",
            gettext_lazy("Webhook address"),
            is_secret=True,
            help=gettext_lazy("Group settings → Group robot → Add: copy the whole address."),
        ),
    )
    handle, handle_help = gettext_lazy("member id"), gettext_lazy("The account in the address book of the company, such as ZhangSan.")
    limits = (Limit(20, 60),)
    words = {
        93000: _("WeCom does not know this robot: copy its address anew."),
        93004: _("WeCom has disabled this robot."),
        93008: _("WeCom says that the robot is not in the group."),
        40058: _("WeCom could not read the message."),
        45009: _("WeCom takes no more messages of this robot for the moment (20 a minute)."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        text = cut("\n".join(part for part in (message.text, message.url) if part), MOST_BYTES)
        return Request(settings["address"], {"msgtype": "text", "text": {"content": text, "mentioned_list": [value for _person, value in named]}}, {})

    def judge(self, answer: egress.Answer) -> str:
        said = read(answer)
        code = said.get("errcode")
        if code == 0:
            return str(said.get("errmsg", "ok"))
        words = self.plain(code, str(said.get("errmsg", "")))
        if code in TOO_OFTEN:
            raise Later(words, timedelta(minutes=1))
        raise Later(words) if code == BUSY else Lost(words)


declare(Robot())
declare(APP)
