"""Every fact may be of interest outside. While nobody subscribes, nothing is written; else one job is, in the transaction of the verb.

When a subscription was given up, whoever stands behind it and the administrators hear of it.
"""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may, people_over_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import BATCH, during
from kaituo.foundation.records.models import Event

from .actions import is_told, spread
from .events import SUBSCRIPTION_GAVE_UP
from .models import Subscription

STOPPED = kind(
    "webhooks.stopped",
    _("Webhooks that were stopped"),
    _("Messages to the webhook %(name)s failed too often and were stopped: %(problem)s"),
    "webhook",
)


@during()
def tell_others(events: list[Event]) -> None:
    ids = [event.pk for event in events if is_told(event)]
    if not ids or not Subscription.objects.active().filter(is_on=True).exists():
        return
    for start in range(0, len(ids), BATCH):
        spread.enqueue(ids[start : start + BATCH])


@during(SUBSCRIPTION_GAVE_UP)
def tell_who_minds(events: list[Event]) -> None:
    """The owner is told even where her role does not open the webhook itself."""
    for subscription in Subscription.objects.filter(pk__in=[event.subject_id for event in events]).select_related("owner"):
        words = {"name": subscription.name, "problem": last_problem(subscription)}
        keepers = people_over_all(Subscription, "change")
        tell(keepers, STOPPED, subscription, by=User.objects.system(), **words)
        if not keepers.filter(pk=subscription.owner_id).exists():
            seen = subscription if may(subscription.owner, VIEW, subscription) else None
            tell([subscription.owner], STOPPED, seen, by=User.objects.system(), **words)


def last_problem(subscription: Subscription) -> str:
    return subscription.deliveries.exclude(problem="").order_by("-pk").values_list("problem", flat=True).first() or "—"
