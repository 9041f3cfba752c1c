"""The screens of mailboxes and letters, and the letters on the pages of customers, contacts and deals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import CHANGE, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Page, Panel, Part, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions, matters
from .choices import DIRECTION_TONES, SENDING_TONES, TONES
from .correspondence import exchanges, read
from .forms import MailboxForm
from .models import Letter, Mailbox

__all__ = ["matters"]


class State(Part):
    """How the last looks went, and the buttons that try the box and look into it."""

    template = "email/state.html"
    size = 10

    def context(self, row: Mailbox, user: User) -> dict | None:
        return {"rounds": list(row.rounds.order_by("-pk")[: self.size]), "may_change": row.is_active and may(user, CHANGE, row)}


class MailboxScreen(Screen):
    model = Mailbox
    slug = "mailboxes"
    group, icon, order = "field", "inbox", 70
    teaches = _("Connect your mailbox, and what you and your customers write to each other stands with the customer. Other letters are not kept.")
    table = Columns("name", "address", "kind", "owner", "team", Badge("is_on", tones=TONES), Badge("is_working", tones=TONES), "looked_at")
    filters = ("kind", "owner", "is_on")
    finds = ("name", "address")
    form = MailboxForm
    page = Page(
        State(),
        Facts(
            "address",
            "kind",
            "team",
            "owner",
            "host",
            "security",
            Column("port", kind="text"),
            "user",
            "sent_folder",
            "reads_from",
            "shows",
            "campaign",
        ),
        Facts("smtp_host", "smtp_security", Column("smtp_port", kind="text"), "smtp_user", "copies_sent", "signature", title=_("Sending")),
        beside=(Timeline(),),
    )
    buttons = (actions.pause, actions.resume, actions.dedicate)
    bulk = (archive,)
    is_plain = True


class Words(Part):
    """What the letter says, if the person may read it."""

    template = "email/words.html"

    def context(self, row: Letter, user: User) -> dict | None:
        may_answer = row.is_active and row.is_settled and may(user, "create", Letter) and may(user, CHANGE, row.about)
        return {"each": read([row], user)[0], "may_answer": may_answer}


class LetterScreen(Screen):
    model = Letter
    slug = "letters"
    group, icon, order = "field", "mail", 60
    teaches = _("Letters to and from customers stand here as soon as a mailbox is connected.")
    table = Columns(
        "subject",
        Badge("direction", tones=DIRECTION_TONES),
        Badge("state", tones=SENDING_TONES),
        "account",
        "contact",
        "sender_name",
        "person",
        "sent_at",
        hidden=("lead", "shows", "due_at"),
    )
    filters = ("direction", "state", "person", "sent_at")
    finds = ("subject", "sender_name", "account__name", "account__sort_key")
    sort = "-sent_at"
    page = Page(
        Words(),
        Facts("account", "lead", "contact", "opportunity", "person", "mailbox", "shows", "is_dropped", "activity"),
        beside=(Timeline(),),
    )
    buttons = (actions.send_again, actions.confirm, actions.cancel, actions.set_aside, actions.open_to)
    is_plain = True


class Correspondence(Panel):
    """What was written, exchange by exchange, the newest first."""

    template = "email/correspondence.html"
    title = pgettext_lazy("e-mail", "Letters")
    relation = "account"
    size = 30

    def context(self, row: models.Model, user: User) -> dict | None:
        letters = visible(user, Letter.objects.active()).filter(**{self.relation: row}).select_related("person").order_by("-sent_at", "-pk")
        found = list(letters[: self.size])
        may_write = row.is_active and may(user, "create", Letter) and may(user, CHANGE, row)
        return {"exchanges": exchanges(read(found, user)), "may_write": may_write, "label": row._meta.label} if found or may_write else None


class LettersOfAccount(Correspondence):
    on = "customers.Account"


class LettersOfContact(Correspondence):
    on = "customers.Contact"
    relation = "contact"


class LettersOfOpportunity(Correspondence):
    on = "pipeline.Opportunity"
    relation = "opportunity"


class LettersOfLead(Correspondence):
    on = "leads.Lead"
    relation = "lead"
