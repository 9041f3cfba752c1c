"""The facts of contests."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

CONTEST_ANNOUNCED = fact("contests.contest_announced", _("%(actor)s announced %(subject)s"))
CONTEST_BEGUN = fact("contests.contest_begun", _("%(subject)s has begun"))
ENTRANT_ADMITTED = fact("contests.entrant_admitted", _("%(actor)s admitted somebody to %(subject)s"))
RULES_AMENDED = fact("contests.rules_amended", _("%(actor)s changed the rules of %(subject)s: %(reason)s"))
ENTRIES_EXAMINED = fact("contests.entries_examined", _("%(actor)s had the entries of %(subject)s examined"))
CONTEST_CLOSED = fact("contests.contest_closed", _("%(actor)s closed %(subject)s"))
CONTEST_CONFIRMED = fact("contests.contest_confirmed", _("%(actor)s confirmed the standing of %(subject)s"))
STANDING_TAKEN_BACK = fact("contests.standing_taken_back", _("%(actor)s took back the standing of %(subject)s: %(reason)s"))
CONTEST_CALLED_OFF = fact("contests.contest_called_off", _("%(actor)s called off %(subject)s: %(reason)s"))
FINDING_DECIDED = fact("contests.finding_decided", _("%(actor)s decided on %(subject)s: %(reason)s"))
PRIZE_HANDED_OVER = fact("contests.prize_handed_over", _("%(actor)s handed over %(subject)s"))
RANKING_CHOSEN = fact("contests.ranking_chosen", _("%(actor)s chose how her name stands on boards"))
