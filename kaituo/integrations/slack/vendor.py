"""Slack's incoming webhooks. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, limits: https://docs.slack.dev/apis/web-api/rate-limits.

POST to the webhook's address; `&`, `<` and `>` of the text are escaped, because angle brackets make mentions and links. The answer is the plain word `ok`, or a
refusal with HTTP 4xx. One message a second for each webhook; HTTP 429 says in `Retry-After` how long to wait.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import Request, Setting, Vendor, cut, declare

MOST_BYTES = 30_000


class Hook(Vendor):
    name, label, icon = "slack", gettext_lazy("Slack channel"), "hash"
    document = "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"
    settings = (
        Setting(
            "address",
            gettext_lazy("Webhook address"),
            is_secret=True,
            help=gettext_lazy("Your app → Incoming Webhooks → Add: copy the whole address."),
        ),
    )
    handle, handle_help = gettext_lazy("member id"), gettext_lazy("Profile → More → Copy member id; it begins with U.")
    limits = (Limit(1, 1),)
    words = {
        "invalid_payload": _("Slack could not read the message."),
        "no_service": _("Slack does not know this webhook: copy its address anew."),
        "no_team": _("Slack does not know this workspace any more."),
        "invalid_token": _("Slack does not know this webhook: copy its address anew."),
        "action_prohibited": _("An administrator of the workspace has forbidden this."),
        "posting_to_general_channel_denied": _("Slack lets only some write to this channel."),
        "channel_not_found": _("Slack does not find the channel."),
        "channel_is_archived": _("The channel in Slack was archived."),
    }

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        mentions = " ".join(f"<@{value}>" for _person, value in named)
        link = f"<{message.url}>" if message.url else ""
        parts = (mentions, cut(escaped(message.text), MOST_BYTES), link)
        return Request(settings["address"], {"text": "\n".join(part for part in parts if part)}, {})

    def judge(self, answer: egress.Answer) -> str:
        said = answer.body.decode(errors="replace").strip()[:200]
        if answer.code == 200 and said == "ok":
            return said
        raise Lost(self.plain(said, f"HTTP {answer.code}"))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


declare(Hook())
