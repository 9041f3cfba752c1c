"""What whoever called a meeting is told of its conference."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind

from .models import ConferenceLink

LINK_STUCK = kind("conferences.link_stuck", _("Conferences that could not be made or changed"), _("%(subject)s: %(problem)s"), "alert-triangle")


def tell_of_failure(link: ConferenceLink) -> None:
    tell([link.meeting.owner], LINK_STUCK, link.meeting, by=User.objects.system(), problem=link.problem_said)
