"""The factors of a win probability in sentences, and which of them a reader may be told: none that rests on a record or field she may not see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import VIEW, may, owners_in_reach, shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui import formats

from ..choices import Source
from ..models import Opportunity, WinChance

Details = dict[str, Any]
MOST_SHOWN = 6


@dataclass(frozen=True)
class Told:
    """`effect`: by how much the probability is higher than it would be were this as usual: 0.12 is 12 points."""

    effect: float
    text: str


def told(chance: WinChance, user: User) -> tuple[list[Told], int]:
    """The strongest factors that the person may be told, and how many she may not."""
    allowed = [(effect, name, details) for name, effect, details in chance.factors if is_open(name, details, chance.opportunity, user)]
    sentences = [Told(effect, SENTENCES[name](details)) for effect, name, details in allowed[:MOST_SHOWN]]
    return sentences, len(chance.factors) - len(allowed)


def is_open(name: str, details: Details, deal: Opportunity, user: User) -> bool:
    if name in {"amount", "source", "next_step"} and shows(user, Opportunity, name) != Shows.FULL:
        return False
    rule = RESTING_ON.get(name)
    return rule is None or rule(details, deal, user)


def _sees_owner(_details: Details, deal: Opportunity, user: User) -> bool:
    """The owner's rate is made of all deals of hers."""
    owners = owners_in_reach(user, Opportunity, VIEW)
    return owners is None or deal.owner_id in owners


def _sees_account(_details: Details, deal: Opportunity, user: User) -> bool:
    return may(user, VIEW, deal.account)


def _sees_touch(details: Details, deal: Opportunity, user: User) -> bool:
    """The last follow-up may be a visit of somebody else's."""
    if not details["by"]:
        return True
    label, pk = details["by"]
    return visible(user, apps.get_model(label)._default_manager.filter(pk=pk)).exists()


def _sees_purchase(details: Details, deal: Opportunity, user: User) -> bool:
    if not details["is_so"]:
        return _sees_account(details, deal, user)
    return visible(user, Opportunity.objects.won().filter(account=deal.account_id)).exists()


RESTING_ON: dict[str, Callable[[Details, Opportunity, User], bool]] = {
    "owner": _sees_owner,
    "contacts": _sees_account,
    "quiet": _sees_touch,
    "bought": _sees_purchase,
}


def _stage(details: Details) -> str:
    return _("Of deals in this stage %(share)s were won") % {"share": formats.percent(details["rate"])}


def _stage_age(details: Details) -> str:
    days = ngettext("For %(count)s day in this stage", "For %(count)s days in this stage", details["days"]) % {"count": details["days"]}
    return days if details["usual"] is None else _("%(days)s; usual are %(usual)s") % {"days": days, "usual": round(details["usual"])}


def _amount(details: Details) -> str:
    return _("The amount is %(times)s times the usual one") % {"times": formats.number(details["times"], 1)}


def _next_step(details: Details) -> str:
    return _("A next step is planned") if details["is_so"] else _("No next step is planned")


def _quiet(details: Details) -> str:
    if not details["days"]:
        return _("Somebody was in touch today")
    return ngettext("Nobody was in touch for %(count)s day", "Nobody was in touch for %(count)s days", details["days"]) % {"count": details["days"]}


def _contacts(details: Details) -> str:
    count = details["count"]
    return ngettext("%(count)s contact is known at the customer’s", "%(count)s contacts are known at the customer’s", count) % {"count": count}


def _slips(details: Details) -> str:
    count = details["count"]
    if not count:
        return _("The expected close was never put off")
    return ngettext("The expected close was put off once", "The expected close was put off %(count)s times", count) % {"count": count}


def _overdue(details: Details) -> str:
    return _("The expected close has passed") if details["is_so"] else _("The expected close lies ahead")


def _owner(details: Details) -> str:
    return _("The responsible rep won %(won)s of %(closed)s closed deals") % details


def _bought(details: Details) -> str:
    return _("The customer has bought before") if details["is_so"] else _("The customer has not bought before")


def _source(details: Details) -> str:
    return _("Source: %(source)s") % {"source": Source(details["value"]).label if details["value"] in Source.values else _("not stated")}


def _product(details: Details) -> str:
    return _("Product category: %(category)s") % {"category": details["value"] or _("not stated")}


SENTENCES: dict[str, Callable[[Details], str]] = {
    "stage": _stage,
    "stage_age": _stage_age,
    "amount": _amount,
    "next_step": _next_step,
    "quiet": _quiet,
    "contacts": _contacts,
    "slips": _slips,
    "overdue": _overdue,
    "owner": _owner,
    "bought": _bought,
    "source": _source,
    "product": _product,
}
