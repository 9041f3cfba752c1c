"""One click to try a connection: the service is asked whether it takes what was entered."""

from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost

from .actions import note_trial
from .linking import UNCONNECTED
from .models import ConferenceService

WORKS = _("The service takes what was entered.")


def try_out(service: ConferenceService, *, by: User) -> bool:
    """Raises PermissionDenied."""
    demand(by, "change", service)
    worked, said = _answer(service)
    note_trial(service, by=by, worked=worked, said=said)
    return worked


def _answer(service: ConferenceService) -> tuple[bool, str]:
    if service.kind is None:
        return False, UNCONNECTED
    try:
        service.kind.greet(service.settings)
    except (Lost, Later) as error:
        return False, str(error)
    return True, WORKS
