"""Teams' webhooks. https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using, limits stated there.

POST of an Adaptive Card inside a message; people are mentioned by their sign-in name in `msteams.entities`. The Workflows app answers 202 with nothing, an incoming
webhook 200 with `1`, or 200 with words that hold the true code. At most 28 KB and four requests a second.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, cut, declare

MOST_BYTES = 20_000
INNER_CODE = re.compile(r"HTTP error (\d{3})")
CARD = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4"}
MARKS = re.compile(r"([\\*_\[\]`~#])")


class Hook(Vendor):
    name, label, icon = "teams", gettext_lazy("Microsoft Teams channel"), "users-group"
    document = "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook"
    settings = (
        Setting(
            "address",
            gettext_lazy("Webhook address"),
            is_secret=True,
            help=gettext_lazy("Channel → Workflows → Send webhook alerts to a channel: copy the whole address."),
        ),
    )
    handle, handle_help = gettext_lazy("sign-in name"), gettext_lazy("The one with which you sign in to Teams, such as li@example.com.")
    limits = (Limit(4, 1), Limit(60, 30))
    words = {
        400: _("Teams could not read the message, or the workflow was changed."),
        401: _("Teams does not take this address any more: copy it anew."),
        403: _("Teams does not take this address any more: copy it anew."),
        404: _("Teams does not know this webhook: copy its address anew."),
        410: _("The webhook in Teams was removed."),
        413: _("The message is too long for Teams."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card(message, named)}
        return Request(settings["address"], {"type": "message", "attachments": [attachment]}, {})

    def judge(self, answer: egress.Answer) -> str:
        said = answer.body.decode(errors="replace").strip()
        inner = INNER_CODE.search(said)
        code = int(inner[1]) if inner else answer.code
        if code == 429 or code >= 500:
            raise Later(f"HTTP {code}")
        if code in (200, 202) and not inner:
            return f"HTTP {code}"
        raise Lost(self.plain(code, said[:200]))


def card(message: Message, named: list[tuple[User, str]]) -> dict[str, Any]:
    """Marks of Markdown in names and texts are only characters."""
    mentions = " ".join(f"<at>{plain(str(person))}</at>" for person, _value in named)
    text = "\n\n".join(part for part in (MARKS.sub(r"\\\1", cut(plain(message.text), MOST_BYTES)), mentions) if part)
    actions = [{"type": "Action.OpenUrl", "title": gettext("Open"), "url": message.url}] if message.url else []
    entities = [{"type": "mention", "text": f"<at>{plain(str(who))}</at>", "mentioned": {"id": value, "name": str(who)}} for who, value in named]
    block = {"type": "TextBlock", "text": text, "wrap": True}
    return {**CARD, "body": [block], "actions": actions, "msteams": {"entities": entities}}


def plain(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")


declare(Hook())
