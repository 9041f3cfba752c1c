"""Every fact may be of interest outside. While nobody subscribes, nothing is written; else one job is, in the transaction of the verb."""

from kaituo.foundation.records.bells import BATCH, during
from kaituo.foundation.records.models import Event

from .actions import is_told, spread
from .models import Subscription


@during()
def tell_others(events: list[Event]) -> None:
    ids = [event.pk for event in events if is_told(event)]
    if not ids or not Subscription.objects.active().filter(is_on=True).exists():
        return
    for start in range(0, len(ids), BATCH):
        spread.enqueue(ids[start : start + BATCH])
