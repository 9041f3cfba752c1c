"""The facts of goals."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

TARGET_SET = fact("goals.target_set", _("%(actor)s set the target %(subject)s"))
TARGET_CASCADED = fact("goals.target_cascaded", _("%(actor)s cascaded %(subject)s"))
TARGET_SPLIT = fact("goals.target_split", _("%(actor)s split %(subject)s into shorter periods"))
TARGET_PROPOSED = fact("goals.target_proposed", _("%(actor)s proposed %(subject)s"))
TARGET_OFFERED = fact("goals.target_offered", _("%(actor)s asked for agreement to %(subject)s"))
TARGET_COUNTERED = fact("goals.target_countered", _("%(actor)s made a counter-proposal for %(subject)s: %(reason)s"))
TARGET_AGREED = fact("goals.target_agreed", _("%(actor)s agreed to %(subject)s and signed"))
TARGET_REPLANNED = fact("goals.target_replanned", _("%(actor)s re-planned %(subject)s: %(reason)s"))
REPLAN_ASKED = fact("goals.replan_asked", _("%(actor)s asked to re-plan %(subject)s: %(reason)s"))
REPLAN_REFUSED = fact("goals.replan_refused", _("The re-planning of %(subject)s was refused: %(reason)s"))
TARGET_WITHDRAWN = fact("goals.target_withdrawn", _("%(actor)s withdrew %(subject)s: %(reason)s"))
TARGET_FITTED = fact("goals.target_fitted", _("%(actor)s fitted %(subject)s to the days present"))
GAP_TAKEN = fact("goals.gap_taken", _("%(actor)s said who closes the gap of %(subject)s"))
ANSWER_REMINDED = fact("goals.answer_reminded", _("%(subject)s: whoever owes the answer was reminded"))
PACE_TOLD = fact("goals.pace_told", _("%(subject)s: the pace changed, and who is concerned was told"))
STEP_FINISHED = fact("goals.step_finished", _("%(actor)s finished the step %(subject)s"))
