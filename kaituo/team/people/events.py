"""The facts of people."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

STAFF_LEFT = fact("people.staff_left", _("%(actor)s ended the engagement of %(subject)s on %(left_on)s"))
STAFF_MOVED = fact("people.staff_moved", _("%(actor)s moved %(subject)s to %(team_text)s"))
HELP_AGREED = fact("people.help_agreed", _("%(actor)s let %(helper_text)s act for %(subject)s"))
HELP_ENDED = fact("people.help_ended", _("%(actor)s ended the help: %(subject)s"))
