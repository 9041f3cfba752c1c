"""What people are told about contests."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

ANNOUNCED = kind("contests.announced", _("Contests you take part in"), _("%(actor)s announced %(subject)s, from %(first)s to %(last)s"), "trophy")
AMENDED = kind("contests.amended", _("Rules that change after the announcement"), _("The rules of %(subject)s changed: %(reason)s"), "edit")
CALLED_OFF = kind("contests.called_off", _("Contests that are called off"), _("%(actor)s called off %(subject)s: %(reason)s"), "x")
TAKEN_BACK = kind(
    "contests.taken_back", _("Standings that are taken back"), _("%(actor)s took back the standing of %(subject)s: %(reason)s"), "arrow-back-up"
)
TO_DECIDE = kind(
    "contests.to_decide", _("Doubtful entries to be decided"), _("%(count)s entries of %(subject)s are to be looked at"), "alert-triangle"
)
LEFT_OUT = kind("contests.left_out", _("Entries of yours that do not count"), _("In %(contest)s an entry of yours does not count: %(reason)s"), "x")
OVER = kind("contests.over", _("Contests that are over"), _("%(subject)s is over; its standing is to be confirmed"), "flag")
RESULT = kind("contests.result", _("Results of your contests"), _("%(subject)s is decided: you are on place %(place)s"), "trophy")
NO_PLACE = kind("contests.no_place", _("Contests that ended without a place"), _("%(subject)s is decided; you have no place this time"), "flag")
