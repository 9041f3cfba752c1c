"""The facts of the exchange centre."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

BATCH_IMPORTED = fact("exchange.batch_imported", _("%(actor)s imported %(subject)s: %(created)s new, %(changed)s changed"))
BATCH_HALTED = fact("exchange.batch_halted", _("The import %(subject)s stopped at row %(row)s: %(reason)s"))
BATCH_TAKEN_BACK = fact("exchange.batch_taken_back", _("%(actor)s began to undo the import %(subject)s"))
BATCH_UNDONE = fact("exchange.batch_undone", _("%(actor)s undid the import %(subject)s"))
