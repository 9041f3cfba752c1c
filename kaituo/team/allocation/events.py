"""The facts of allocation. Those of accounts are stated on the customer, so that they stand in its history."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

ACCOUNT_CLAIMED = fact("allocation.account_claimed", _("%(actor)s claimed %(subject)s from the pool %(pool)s"))
ACCOUNT_ASSIGNED = fact("allocation.account_assigned", _("%(actor)s assigned %(subject)s from the pool %(pool)s to %(person)s"))
ACCOUNT_RELEASED = fact("allocation.account_released", _("%(actor)s gave %(subject)s back to the pool: %(reason)s"))
ACCOUNT_RECYCLED = fact("allocation.account_recycled", _("%(subject)s dropped into the pool %(pool)s: %(reason)s"))
ACCOUNT_RETURNED = fact("allocation.account_returned", _("%(actor)s returned %(subject)s to %(person)s on appeal"))

CLAIMED = fact("allocation.ownership_claimed", _("%(actor)s claimed %(subject)s"))
ASSIGNED = fact("allocation.ownership_assigned", _("%(actor)s assigned %(subject)s"))
RELEASED = fact("allocation.ownership_released", _("%(actor)s gave %(subject)s back: %(reason)s"))
MOVED = fact("allocation.ownership_moved", _("%(actor)s moved %(subject)s to the pool %(pool_text)s"))
LOCKED = fact("allocation.ownership_locked", _("%(actor)s locked %(subject)s against recycling: %(reason)s"))
UNLOCKED = fact("allocation.ownership_unlocked", _("%(actor)s took the lock off %(subject)s"))
PROTECTION_EXTENDED = fact("allocation.protection_extended", _("%(actor)s extended the protection of %(subject)s"))
LEAD_ALLOTTED = fact("allocation.lead_allotted", _("%(subject)s was assigned to %(person)s: %(rule)s"))
ACCOUNT_ALLOTTED = fact("allocation.account_allotted", _("%(subject)s was assigned to %(person)s: %(rule)s"))
HAND_OVER_PLANNED = fact("allocation.hand_over_planned", _("%(actor)s divided what %(subject)s answers for"))
HANDED_OVER = fact("allocation.hand_over_carried_out", _("%(actor)s handed over what %(subject)s answered for"))
HAND_OVER_UNDONE = fact("allocation.hand_over_taken_back", _("%(actor)s took the hand-over of %(subject)s back"))
RULES_TAKEN = fact("allocation.rules_taken", _("The rules of %(subject)s took effect"))
APPEALED = fact("allocation.tenure_appealed", _("%(actor)s appealed against losing %(subject)s: %(reason)s"))
APPEAL_GRANTED = fact("allocation.appeal_granted", _("%(actor)s granted the appeal about %(subject)s"))
APPEAL_REFUSED = fact("allocation.appeal_refused", _("%(actor)s refused the appeal about %(subject)s: %(answer)s"))
