"""The facts of activities."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

ACTIVITY_LOGGED = fact("activities.activity_logged", _("%(actor)s followed up: %(subject)s"))
FOLLOW_UP_PLANNED = fact("activities.follow_up_planned", _("%(actor)s planned the next contact: %(subject)s"))
FOLLOW_UP_DONE = fact("activities.follow_up_done", _("%(actor)s did what was planned: %(subject)s"))
FOLLOW_UP_POSTPONED = fact("activities.follow_up_postponed", _("%(actor)s postponed %(subject)s to %(to)s"))
FOLLOW_UP_DROPPED = fact("activities.follow_up_dropped", _("%(actor)s dropped %(subject)s: %(reason)s"))
