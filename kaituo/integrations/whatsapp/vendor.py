"""WhatsApp's Cloud API. https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates, error codes: …/cloud-api/support/error-codes.

A company may begin a conversation only with a template that was approved; ours has one place in its body, which takes the notice on one line. Bearer token;
the recipient's number with its country and without signs. One message in six seconds to the same person.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.choices import Reach
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, declare, read

SERVICE = "https://graph.facebook.com/v23.0"
MOST_LETTERS = 1000
WHITE = re.compile(r"\s+")
TOO_OFTEN = {
    4: timedelta(minutes=1),
    80007: timedelta(minutes=1),
    130429: timedelta(seconds=10),
    131048: timedelta(hours=1),
    131056: timedelta(seconds=6),
}
BUSY = {1, 2, 131000, 131016, 133004}


class Business(Vendor):
    name, label, icon = "whatsapp", gettext_lazy("WhatsApp Business"), "phone"
    document = "https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates"
    reach = Reach.PERSON
    settings = (
        Setting("number_id", gettext_lazy("Phone number id"), help=gettext_lazy("WhatsApp → API setup, below the number.")),
        Setting("token", gettext_lazy("Access token"), is_secret=True, help=gettext_lazy("That of a system user, which does not expire.")),
        Setting("template", gettext_lazy("Template"), help=gettext_lazy("An approved template with one place in its body: {{1}}.")),
        Setting("language", gettext_lazy("Language of the template"), default="zh_CN"),
        Setting("service", gettext_lazy("Address of the service"), default=SERVICE),
    )
    handle, handle_help = gettext_lazy("mobile number"), gettext_lazy("With its country, such as +86 138 0000 0000.")
    limits = (Limit(1, 6),)
    words = {
        190: _("WhatsApp does not take the access token any more."),
        100: _("WhatsApp does not know the phone number id, or one of the settings is wrong."),
        131008: _("The template asks for other words than one."),
        131026: _("This number cannot be reached by WhatsApp."),
        131030: _("This number is not among those that a test account may write to."),
        132000: _("The template asks for other words than one."),
        132001: _("WhatsApp knows no such template in this language."),
        132015: _("WhatsApp has paused this template."),
        131048: _("WhatsApp takes no more messages of this number for the moment."),
        131056: _("WhatsApp takes one message in six seconds to the same person."),
        130429: _("WhatsApp takes no more messages of this number for the moment."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        text = WHITE.sub(" ", f"{message.text} {message.url}").strip()[:MOST_LETTERS]
        template = {
            "name": settings["template"],
            "language": {"code": settings["language"]},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": text}]}],
        }
        number = "".join(each for each in named[0][1] if each.isdigit())
        body = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": number, "type": "template", "template": template}
        address = f"{settings['service'].rstrip('/')}/{settings['number_id']}/messages"
        return Request(address, body, {"Authorization": f"Bearer {settings['token']}"})

    def send(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> str:
        """Unlike the others, WhatsApp says with HTTP 429 and 500 in the body what it minds."""
        try:
            return super().send(settings, message, named)
        except Later as error:
            if error.after is None and str(error).startswith("HTTP 429"):
                raise Later(self.words[130429], timedelta(seconds=10)) from error
            raise

    def judge(self, answer: egress.Answer) -> str:
        said: dict[str, Any] = read(answer)
        error = said.get("error")
        if error is None and said.get("messages"):
            return str(said["messages"][0].get("id", ""))
        if not isinstance(error, dict):
            raise Later(f"HTTP {answer.code}: {json.dumps(said)[:100]}")
        code = error.get("code")
        words = self.plain(code, str((error.get("error_data") or {}).get("details") or error.get("message", "")))
        if code in TOO_OFTEN:
            raise Later(words, TOO_OFTEN[code])
        raise Later(words) if code in BUSY else Lost(words)


declare(Business())
