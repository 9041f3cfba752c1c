"""The verbs of webhooks: pause, resume, renew the secret, give up, send again; and the sending itself."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task
from standardwebhooks import Webhook

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.queue import FIRST_PAUSE, MOST_ATTEMPTS
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.verbs import action
from kaituo.integrations import egress

from . import events
from .choices import DeliveryState
from .forms import RenewForm
from .models import Delivery, Subscription
from .payload import OWN, message

MOST_FAILURES = 20
"""So many messages in a row may fail for good before the subscription is stopped."""
ACCEPTED = range(200, 300)


class NotDelivered(Exception):
    """The job queue tries again later."""


@action(label=gettext_lazy("Pause"), says=events.SUBSCRIPTION_PAUSED, allow="change", when="is_on", icon="x")
def pause(subscription: Subscription, *, by: User) -> None:
    subscription.is_on = False
    subscription.save(update_fields=["is_on"])


@action(label=gettext_lazy("Resume"), says=events.SUBSCRIPTION_RESUMED, allow="change", when="is_off", icon="check")
def resume(subscription: Subscription, *, by: User) -> None:
    subscription.is_on, subscription.failed_count = True, 0
    subscription.save(update_fields=["is_on", "failed_count"])


@action(label=gettext_lazy("Renew the secret"), says=events.SECRET_RENEWED, allow="change", form=RenewForm, when="is_active", icon="key")
def renew_secret(subscription: Subscription, *, by: User) -> str:
    """The new secret, to be shown this once; for 24 hours messages carry the former signature too."""
    secret = subscription.renew_secret()
    subscription.save(update_fields=["sealed_secret", "sealed_former_secret", "former_until_at"])
    return secret


@action(label=gettext_lazy("Give up"), says=events.SUBSCRIPTION_GAVE_UP, allow="give_up", when="is_on")
def give_up(subscription: Subscription, *, by: User) -> None:
    """Done by the system when nobody is at home over there."""
    subscription.is_on = False
    subscription.save(update_fields=["is_on"])


@action(label=gettext_lazy("Send again"), says=events.DELIVERY_SENT_AGAIN, allow="change", when="may_be_sent_again", icon="send")
def send_again(delivery: Delivery, *, by: User) -> None:
    delivery.state, delivery.attempt_count, delivery.problem = DeliveryState.WAITING, 0, ""
    delivery.save(update_fields=["state", "attempt_count", "problem"])
    send.enqueue(delivery.pk)


@task()
def spread(event_ids: list[int]) -> None:
    """A delivery for every event and subscription that wants it; those that are there already stay."""
    heard = list(Event.objects.filter(pk__in=event_ids).select_related("actor").order_by("pk"))
    for subscription in Subscription.objects.active().filter(is_on=True).select_related("owner"):
        for event in heard:
            if subscription.wants(event) and message(event, subscription.owner) is not None:
                _open(subscription, event)


@transaction.atomic
def _open(subscription: Subscription, event: Event) -> None:
    delivery, is_new = Delivery.objects.get_or_create(subscription=subscription, event=event, defaults={"fact": event.name})
    if is_new:
        send.enqueue(delivery.pk)


@task()
def send(delivery_id: int) -> None:
    """One attempt. Raises NotDelivered, upon which the job queue pauses and tries again."""
    delivery = Delivery.objects.select_related("subscription__owner", "event__actor").get(pk=delivery_id)
    if delivery.state != DeliveryState.WAITING:
        return
    delivery.attempt_count += 1
    problem = _attempt(delivery)
    if problem:
        _note_failure(delivery, problem)
    else:
        _note_success(delivery)


def _attempt(delivery: Delivery) -> str:
    """What went wrong, if anything did."""
    subscription = delivery.subscription
    body = message(delivery.event, subscription.owner)
    if body is None or not subscription.is_on or not subscription.is_active:
        delivery.attempt_count = MOST_ATTEMPTS
        return "no longer to be sent"
    try:
        answer = egress.post(subscription.url, body, headers_for(delivery, body))
    except egress.Blocked as blocked:
        delivery.attempt_count = MOST_ATTEMPTS
        return str(blocked)
    except egress.Unreachable as error:
        return str(error)
    delivery.response_code, delivery.duration_ms = answer.code, answer.duration_ms
    return "" if answer.code in ACCEPTED else f"HTTP {answer.code}"


def headers_for(delivery: Delivery, body: bytes) -> dict[str, str]:
    """The signature of the Standard Webhooks; the id stays the same over all attempts."""
    name, now = f"event-{delivery.event_id}-{delivery.subscription_id}", timezone.now()
    signature = " ".join(Webhook(secret).sign(name, now, body.decode()) for secret in delivery.subscription.signing_secrets)
    stamped = {"webhook-id": name, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}
    return {"Content-Type": "application/json", "User-Agent": "Kaituo-Webhooks", **stamped}


def _note_success(delivery: Delivery) -> None:
    delivery.state, delivery.delivered_at, delivery.next_try_at, delivery.problem = DeliveryState.DELIVERED, timezone.now(), None, ""
    delivery.save()
    Subscription.objects.filter(pk=delivery.subscription_id, failed_count__gt=0).update(failed_count=0)


def _note_failure(delivery: Delivery, problem: str) -> None:
    delivery.problem = problem[:200]
    if delivery.attempt_count < MOST_ATTEMPTS:
        delivery.next_try_at = timezone.now() + pause_after(delivery.attempt_count)
        delivery.save()
        raise NotDelivered(problem)
    delivery.state, delivery.next_try_at = DeliveryState.FAILED, None
    delivery.save()
    _count_failure(delivery.subscription)


def pause_after(attempt_count: int) -> timedelta:
    return FIRST_PAUSE * 3 ** (attempt_count - 1)


@transaction.atomic
def _count_failure(subscription: Subscription) -> None:
    subscription.refresh_from_db()
    subscription.failed_count += 1
    subscription.save(update_fields=["failed_count"])
    if subscription.failed_count >= MOST_FAILURES and subscription.is_on:
        give_up(subscription, by=User.objects.system())


def is_told(event: Event) -> bool:
    return not event.subject_type.startswith(OWN)
