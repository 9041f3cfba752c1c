"""Offers each messaging service as a channel: to the groups whose robots are connected, or to the persons whom the company's app reaches.

A group hears only of records, and only of those that every active member of the team that reads it may see. A notice that is about no record cannot be
checked in that way, so it never goes to a group.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.notices.channels import Channel, Lost, Message, Opening, offer
from kaituo.foundation.notices.models import Delivery, Notice
from kaituo.foundation.notices.pacing import Limit
from kaituo.foundation.notices.sending import may_still_know

from .choices import Reach
from .models import Handle, Outlet
from .vendors import VENDORS, Vendor

TOGETHER = timedelta(minutes=2)
"""Notices of one kind about one record that were told within so much time make one message to a group."""


class Service(Channel):
    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.name, self.label, self.icon = vendor.name, vendor.label, vendor.icon
        self.bears_repeating = vendor.bears_repeating

    def outlet(self, delivery: Delivery) -> Outlet:
        found = outlets(self.vendor).filter(pk=delivery.target).first() if delivery.target else outlets(self.vendor).first()
        if found is None:
            raise Lost(GONE)
        return found


GONE = _("The connection to the messaging service was paused or archived.")
NOT_FOR_ALL = _("Not every member of the team that reads the group may see the record.")
NOBODY = _("Nobody is in the team that reads the group.")


def outlets(vendor: Vendor):
    return Outlet.objects.active().filter(service=vendor.name, is_on=True).order_by("pk")


class Group(Service):
    is_personal = False

    def openings(self, notices: list[Notice], wanted: set[tuple[int, str]]) -> list[Opening]:
        first: dict[tuple, Notice] = {}
        for notice in notices:
            if notice.model:
                first.setdefault((notice.kind, notice.model, notice.record_id), notice)
        return [Opening(notice, outlet.pk) for outlet in outlets(self.vendor) for notice in first.values() if notice.kind in outlet.kinds]

    def unfit(self, delivery: Delivery) -> str:
        outlet = outlets(self.vendor).filter(pk=delivery.target).first()
        if outlet is None:
            return GONE
        members = members_of(outlet)
        if not members:
            return NOBODY
        return "" if all(may_still_know(person, delivery.notice) for person in members) else NOT_FOR_ALL

    def readers(self, delivery: Delivery) -> tuple[User, ...]:
        notice = delivery.notice
        told = Notice.objects.filter(kind=notice.kind, model=notice.model, record_id=notice.record_id, person__is_active=True)
        told = told.filter(created_at__gt=notice.created_at - TOGETHER, created_at__lt=notice.created_at + TOGETHER)
        return tuple({each.person_id: each.person for each in told.select_related("person").order_by("person_id")}.values())

    def pace(self, delivery: Delivery) -> tuple[str, tuple[Limit, ...]]:
        return f"{self.name}:{delivery.target}", self.vendor.limits

    def send(self, message: Message, delivery: Delivery) -> str:
        names = ", ".join(str(person) for person in message.mentions)
        said = replace(message, text=f"{names}: {message.text}" if names else message.text)
        return self.vendor.send(self.outlet(delivery).settings, said, called(message.mentions, self.vendor))


class Personal(Service):
    hint = gettext_lazy("Messages of the company's app to you alone.")
    place = "messengers:handles"

    def is_offered(self) -> bool:
        return outlets(self.vendor).exists()

    def reached(self, people: Iterable[int]) -> set[int]:
        if not self.is_offered():
            return set()
        return set(Handle.objects.filter(service=self.name, person__in=people).values_list("person_id", flat=True))

    def pace(self, delivery: Delivery) -> tuple[str, tuple[Limit, ...]]:
        return f"{self.name}:person:{delivery.person_id}", self.vendor.limits

    def send(self, message: Message, delivery: Delivery) -> str:
        named = called([message.person], self.vendor)
        if not named:
            raise Lost(_("The person has not said what she is called there."))
        return self.vendor.send(self.outlet(delivery).settings, message, named)


def members_of(outlet: Outlet) -> list[User]:
    """The active members of its team today."""
    today = Membership.objects.on(timezone.localdate()).filter(team=outlet.team_id)
    return list(User.objects.people().filter(is_active=True, pk__in=today.values("user")))


def called(people: Iterable[User], vendor: Vendor) -> list[tuple[User, str]]:
    by_person: dict[int, str] = defaultdict(str)
    by_person |= Handle.objects.filter(service=vendor.name, person__in=[person.pk for person in people]).values_list("person_id", "value")
    return [(person, by_person[person.pk]) for person in people if by_person[person.pk]]


for _vendor in VENDORS.values():
    offer(Group(_vendor) if _vendor.reach == Reach.GROUP else Personal(_vendor))
