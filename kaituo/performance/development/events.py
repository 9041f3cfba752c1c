"""The facts of development."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

CAUSES_CHECKED = fact("development.causes_checked", _("%(actor)s checked what may lie behind the gap of %(subject)s"))
CAUSE_ANSWERED = fact("development.cause_answered", _("%(actor)s answered %(subject)s"))
PLAN_SIGNED = fact("development.plan_signed", _("%(actor)s signed %(subject)s"))
PLAN_TAKEN_BACK = fact("development.plan_taken_back", _("%(actor)s took the offer of %(subject)s back: %(because)s"))
PLAN_HANDED_OVER = fact("development.plan_handed_over", _("%(actor)s gave %(subject)s to %(leader_text)s: %(because)s"))
CHECK_IN_HELD = fact("development.check_in_held", _("%(actor)s held the check-in %(subject)s"))
PLAN_ENDED = fact("development.plan_ended", _("%(actor)s stated the outcome of %(subject)s"))
STANDING_PLACED = fact("development.standing_placed", _("%(subject)s holds from now on"))
PROMOTION_PROPOSED = fact("development.promotion_proposed", _("%(actor)s proposed a promotion: %(subject)s"))
PROMOTION_DECIDED = fact("development.promotion_decided", _("The promotion %(subject)s is decided"))
