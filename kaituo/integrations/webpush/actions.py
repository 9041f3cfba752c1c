"""Allowing a device and revoking it."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.log import state
from kaituo.foundation.records.verbs import action

from . import events
from .models import Device


@transaction.atomic
def allow(values: dict[str, str], *, by: User) -> Device:
    """The same browser again is the same device; signed in as somebody else it is hers from now on, for it shows what it gets to whoever holds it."""
    known = hashlib.sha256(values["endpoint"].encode()).hexdigest()
    device = Device.objects.select_for_update().filter(endpoint_hash=known).first()
    if device is not None and device.person_id == by.pk:
        fresh = {name: values[name] for name in ("public_key", "secret")}
        return records.change(device, {**fresh, "archived_at": None}, by=by)
    if device is not None:
        device.delete()
    return records.create(
        Device(person=by, endpoint_hash=known, **{**values, "name": values["name"] or "Browser"}), by=by, says=events.DEVICE_ALLOWED
    )


@action(label=gettext_lazy("Switch off"), says=events.DEVICE_REVOKED, allow="change", icon="x", danger=True)
def revoke(device: Device, *, by: User) -> None:
    """Nothing is sent there any more; the browser itself is told when it next opens a page."""
    device.archive_keys()


def forget(device: Device) -> None:
    """The push service says that the device is gone for good."""
    state(events.DEVICE_REVOKED, device, by=User.objects.system())
    device.archive_keys()
