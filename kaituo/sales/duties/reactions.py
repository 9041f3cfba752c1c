"""What duties do: open their records to whoever has them, and share the credit of orders as they stand on the order's day."""

from functools import partial

from django.db.models import Model

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.bells import during, ring
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import (
    RECORD_ARCHIVED,
    RECORD_CHANGED,
    RECORD_CREATED,
    RECORD_HANDED_BACK,
    RECORD_HANDED_OVER,
    RECORD_RESTORED,
)
from kaituo.foundation.records.log import state
from kaituo.foundation.records.models import Event
from kaituo.sales.orders.events import ORDER_CONFIRMED
from kaituo.sales.orders.models import Order, OrderCredit

from .crediting import shares_for
from .events import CREDIT_FOLLOWED, DUTY_ENDED
from .models import AccountDuty, DealDuty, DutyRole
from .notices import tell_of_given
from .opening import open_to
from .succession import carry

MOVED = (RECORD_CREATED, RECORD_CHANGED, RECORD_ARCHIVED, RECORD_RESTORED, RECORD_HANDED_OVER, RECORD_HANDED_BACK, DUTY_ENDED)

belonging("duties.AccountDuty", AccountDuty.objects.held_by, goes_with="account_id", carry=partial(carry, AccountDuty))
belonging("duties.DealDuty", DealDuty.objects.held_by, goes_with="opportunity__account_id", carry=partial(carry, DealDuty))


@during(*MOVED, subject="duties.AccountDuty")
def open_accounts(events: list[Event]) -> None:
    _open(AccountDuty, events)


@during(*MOVED, subject="duties.DealDuty")
def open_deals(events: list[Event]) -> None:
    _open(DealDuty, events)


@during(RECORD_CREATED, subject="duties.AccountDuty")
def tell_of_accounts(events: list[Event]) -> None:
    _tell(AccountDuty, events)


@during(RECORD_CREATED, subject="duties.DealDuty")
def tell_of_deals(events: list[Event]) -> None:
    _tell(DealDuty, events)


@during(RECORD_CHANGED, subject="duties.DutyRole")
def follow_roles(events: list[Event]) -> None:
    """Whoever has the duty already gains or loses what it now opens."""
    roles = DutyRole.objects.filter(pk__in=[event.subject_id for event in events if "right" in event.changes])
    for model in (AccountDuty, DealDuty):
        open_to(model.objects.active().filter(role__in=roles).select_related("role", "opening", model.about))


@during(ORDER_CONFIRMED)
def share_credit(events: list[Event]) -> None:
    _share([event.subject_id for event in events])


@during(RECORD_CREATED, subject="orders.Order")
def share_credit_of_history(events: list[Event]) -> None:
    """Orders that are entered booked, as an import does, follow the duties of their own day too."""
    _share([event.subject_id for event in events])


def _share(orders: list[int]) -> None:
    """Unless somebody said otherwise by hand, or the whole is the responsible rep's."""
    if not (AccountDuty.objects.sharing().exists() or DealDuty.objects.sharing().exists()):
        return
    booked = list(Order.objects.booked().filter(pk__in=orders, credits=None))
    shares = shares_for(booked)
    credits = [OrderCredit(order_id=pk, person_id=person, share=share) for pk, each in shares.items() for person, share in each.items()]
    if credits:
        records.create_many(credits, by=User.objects.system())
        ring([state(CREDIT_FOLLOWED, order, by=User.objects.system()) for order in booked if order.pk in shares])


def _tell(model: type[AccountDuty] | type[DealDuty], events: list[Event]) -> None:
    """After it opened its record. What is passed on is told together, by whoever passes it on."""
    actors = {event.subject_id: event.actor for event in events if not event.actor.is_system}
    for duty in model.objects.filter(pk__in=actors).select_related("role", "person", model.about):
        tell_of_given(duty, actors[duty.pk])


def _open(model: type[Model], events: list[Event]) -> None:
    rows = model._default_manager.filter(pk__in=[event.subject_id for event in events])
    open_to(rows.select_related("role", "opening", model.about))
