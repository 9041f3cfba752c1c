"""What people are told about targets."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

YOUR_TURN = kind(
    "goals.your_turn", _("Targets that wait for your answer"), _("%(actor)s waits for your answer: %(subject)s, %(goal)s"), "arrows-exchange"
)
ANSWER_OVERDUE = kind(
    "goals.answer_overdue",
    _("Answers about targets that you owe"),
    _("%(subject)s, %(goal)s, has waited for your answer since %(since)s"),
    "alarm",
    is_reminder=True,
)
AGREED = kind("goals.agreed", _("Targets that were agreed"), _("%(actor)s signed: %(subject)s, %(goal)s"), "writing")
REPLANNED = kind("goals.replanned", _("Re-planned targets"), _("%(subject)s is %(goal)s now: %(reason)s"), "adjustments")
REFUSED = kind("goals.replan_refused", _("Re-plannings that were refused"), _("%(subject)s stays at %(goal)s"), "circle-x")
PACE = kind(
    "goals.pace",
    _("Targets that fall behind their pace"),
    _("%(subject)s is at %(rate)s of its pace: %(actual)s of %(expected)s expected by now"),
    "alert-triangle",
    is_reminder=True,
)
PACE_OF_OTHERS = kind(
    "goals.pace_of_team",
    _("Targets of your people that fall behind their pace"),
    _("%(subject)s is at %(rate)s of its pace: %(actual)s of %(expected)s expected by now"),
    "alert-triangle",
    is_reminder=True,
)
EXCEEDED = kind(
    "goals.exceeded",
    _("Limits of yours that are exceeded"),
    _("%(subject)s stands at %(actual)s, at most %(expected)s by now"),
    "alert-triangle",
    is_reminder=True,
)
EXCEEDED_BY_OTHERS = kind(
    "goals.exceeded_by_team",
    _("Limits of your people that are exceeded"),
    _("%(subject)s stands at %(actual)s, at most %(expected)s by now"),
    "alert-triangle",
    is_reminder=True,
)
