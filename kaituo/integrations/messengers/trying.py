"""One click to try a connection: a test message is sent at once, and what the service answered is said in plain words."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices import pace
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.sending import origin

from .actions import note_trial
from .channels import called
from .choices import Reach
from .models import Outlet


def try_out(outlet: Outlet, *, by: User) -> bool:
    """Whether it arrived; what was answered is kept with the connection. Raises PermissionDenied."""
    demand(by, "change", outlet)
    worked, said = _sent(outlet, by)
    note_trial(outlet, by=by, worked=worked, said=said)
    return worked


def _sent(outlet: Outlet, by: User) -> tuple[bool, str]:
    vendor = outlet.vendor
    if vendor is None:
        return False, gettext_noop("This kind of service is not installed any more.")
    named = called([by], vendor)
    if vendor.reach == Reach.PERSON and not named:
        return False, gettext_noop("Enter first what you are called there, in your notice settings: the test message goes to you.")
    key = f"{vendor.name}:{outlet.pk}" if vendor.reach == Reach.GROUP else f"{vendor.name}:person:{by.pk}"
    if pace.take(key, vendor.limits, now := timezone.now()) > now:
        return False, gettext_noop("The service takes no more messages at the moment. Please wait a minute.")
    words = _("This is a test from Kaituo: %(name)s is connected.") % {"name": outlet.name}
    try:
        return True, vendor.send(outlet.settings, Message(_("Test"), words, url=origin(), person=by), named)
    except (Lost, Later) as error:
        return False, str(error)
