"""A push message to all devices of the person who asks for it, at once, and what came of it."""

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Message

from .channels import push
from .models import Device


def try_out(*, by: User) -> tuple[str, bool]:
    """What to tell her, and whether each device took it."""
    message = Message(_("Test"), _("Push messages of Kaituo arrive on this device."), person=by)
    problems = {device.name: problem for device in Device.objects.active().filter(person=by) if (problem := push(device, message))}
    if problems:
        return "；".join(f"{name}: {_(str(problem))}" for name, problem in problems.items()), False
    return _("A test message is on its way to your devices."), True
