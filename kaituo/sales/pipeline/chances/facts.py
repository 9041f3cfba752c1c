"""What was known of deals at a moment: their fields are wound back by the log, so that nothing of what came later can be learnt from.

`Past` reads everything about a batch of deals in a fixed number of queries; `at(deal, moment)` then answers without any.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import Min
from django.utils import timezone

from kaituo.foundation.company.books import Converter
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.follow_ups import KINDS
from kaituo.sales.customers.models import Contact

from ..models import Opportunity, OpportunityLine, StageChange

LABEL = "pipeline.Opportunity"
WOUND_BACK = ("amount", "expected_on", "next_step", "source", "owner")
Touch = tuple[datetime, str, int]
"""When, and which record says so."""


@dataclass(frozen=True)
class Facts:
    """Of one deal at one moment."""

    stage: int
    stage_days: int
    amount: float
    source: str
    product: str
    has_next_step: bool
    quiet_days: int
    touched_by: tuple[str, int] | None
    contacts: int
    slips: int
    is_overdue: bool
    owner: int
    bought_on: date | None


class Past:
    """A batch of deals with all that ever happened to them."""

    def __init__(self, deals: Iterable[Opportunity]) -> None:
        self.deals = list(deals)
        self.converter = Converter()
        ids, accounts = [deal.pk for deal in self.deals], {deal.account_id for deal in self.deals}
        self.moves = _grouped(StageChange.objects.filter(opportunity__in=ids).order_by("at", "pk"), "opportunity_id")
        self.log = _log(ids)
        self.touches = _touches(accounts)
        self.contacts = _sorted(Contact.objects.active().filter(account__in=accounts).values_list("account_id", "created_at"))
        won = Opportunity.objects.won().filter(account__in=accounts).order_by().values("account_id").annotate(first=Min("won_on"))
        self.first_won = {row["account_id"]: row["first"] for row in won}
        self.products = _products(ids)

    def at(self, deal: Opportunity, moment: datetime) -> Facts | None:
        """None before the deal was there."""
        moves = [move for move in self.moves[deal.pk] if move.at <= moment]
        if not moves or deal.created_at > moment:
            return None
        fields, today = self._wound_back(deal, moment), timezone.localdate(moment)
        expected = _day(fields["expected_on"])
        bought = self.first_won.get(deal.account_id)
        touch = self._last_touch(deal, moment)
        return Facts(
            stage=moves[-1].to_stage_id,
            stage_days=(moment - moves[-1].at).days,
            amount=self._amount(deal, fields["amount"], today),
            source=fields["source"] or "",
            product=self.products.get(deal.pk, ""),
            has_next_step=bool(fields["next_step"]),
            quiet_days=max((moment - touch[0]).days, 0),
            touched_by=touch[1:] if touch[1] else None,
            contacts=bisect_right(self.contacts[deal.account_id], moment),
            slips=self._slips(deal, moment),
            is_overdue=expected is not None and expected < today,
            owner=int(fields["owner"]),
            bought_on=bought if bought and bought < today else None,
        )

    def _wound_back(self, deal: Opportunity, moment: datetime) -> dict[str, Any]:
        fields = {"owner": deal.owner_id, **{name: getattr(deal, name) for name in WOUND_BACK if name != "owner"}}
        for event in reversed(self.log[deal.pk]):
            if event.at <= moment:
                break
            if not event.is_first:  # of a deal brought in from elsewhere, entered later than it began, that says nothing
                fields |= {name: event.changes[name][0] for name in WOUND_BACK if name in event.changes}
        return fields | {"owner": fields["owner"] or deal.owner_id}

    def _amount(self, deal: Opportunity, amount: Any, day: date) -> float:
        return float(self.converter.to_base(Decimal(str(amount or 0)), deal.currency, day))

    def _slips(self, deal: Opportunity, moment: datetime) -> int:
        """How often the expected day was put off."""
        days = [event.changes["expected_on"] for event in self.log[deal.pk] if event.at <= moment and "expected_on" in event.changes]
        return sum(before is not None and after is not None and after > before for before, after in days)

    def _last_touch(self, deal: Opportunity, moment: datetime) -> Touch:
        """By a person, on the deal or with its customer; since the deal began where nobody did anything."""
        found: Touch = (deal.created_at, "", 0)
        for event in self.log[deal.pk]:
            if found[0] < event.at <= moment and not event.is_by_system:
                found = (event.at, "", 0)
        touches = self.touches[deal.account_id]
        place = bisect_right(touches, (moment, "￿", 0))
        return max(found, touches[place - 1], key=lambda touch: touch[0]) if place else found


def stays(moves: list[StageChange]) -> list[tuple[int, int]]:
    """(stage, days) of every stage that a deal has left."""
    return [(here.to_stage_id, (there.at - here.at).days) for here, there in pairwise(moves)]


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _sorted(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    for values in found.values():
        values.sort()
    return found


def _log(ids: list[int]) -> dict[int, list[Event]]:
    system = User.objects.system().pk
    rows = Event.objects.filter(subject_type=LABEL, subject_id__in=ids).only("subject_id", "at", "changes", "actor_id").order_by("at", "pk")
    found = _grouped(rows, "subject_id")
    for events in found.values():
        for place, event in enumerate(events):
            event.is_by_system, event.is_first = event.actor_id == system, place == 0
    return found


def _touches(accounts: set[int]) -> dict[int, list[Touch]]:
    """What any area calls following a customer up, in order of time. The deals' own events are read with the deals."""
    found: dict[int, set[Touch]] = defaultdict(set)
    for kind in KINDS.values():
        for label, path in kind.paths.items():
            if label != LABEL:
                records = apps.get_model(label)._default_manager.filter(**{f"{path}__in": accounts})
                of = dict(records.values_list("pk", path))
                rows = Event.objects.filter(subject_type=label, name__in=kind.facts | kind.by_hand, subject_id__in=records.order_by().values("pk"))
                for subject, at in rows.values_list("subject_id", "at"):
                    found[of[subject]].add((at, label, subject))
    return defaultdict(list, {account: sorted(touches) for account, touches in found.items()})


def _products(ids: list[int]) -> dict[int, str]:
    """The category of each deal's largest line."""
    rows = OpportunityLine.objects.active().filter(opportunity__in=ids, product__category__isnull=False).order_by("amount", "-pk")
    return dict(rows.values_list("opportunity_id", "product__category__name"))


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
