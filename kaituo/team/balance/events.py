"""The facts of balance."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

MOVES_SUGGESTED = fact("balance.moves_suggested", _("%(actor)s had moves reckoned for %(subject)s"))
MOVE_TAKEN_OUT = fact("balance.move_taken_out", _("%(actor)s took %(subject)s out of a re-balancing"))
MOVE_PUT_BACK = fact("balance.move_put_back", _("%(actor)s put %(subject)s back into a re-balancing"))
REBALANCED = fact("balance.rebalancing_carried_out", _("%(actor)s carried out the re-balancing %(subject)s"))
REBALANCING_UNDONE = fact("balance.rebalancing_taken_back", _("%(actor)s took the re-balancing %(subject)s back"))
