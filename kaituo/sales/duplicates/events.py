"""The facts of duplicates."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

PAIR_DISMISSED = fact("duplicates.pair_dismissed", _("%(actor)s says that %(subject)s are two different ones"))
PAIR_MERGED = fact("duplicates.pair_merged", _("%(actor)s merged %(subject)s"))
PAIR_REOPENED = fact("duplicates.pair_reopened", _("%(actor)s wants %(subject)s looked at again"))
DISPUTE_OPENED = fact("duplicates.dispute_opened", _("%(actor)s claims: %(subject)s"))
DISPUTE_ANSWERED = fact("duplicates.dispute_answered", _("%(actor)s answered the claim: %(answer)s"))
DISPUTE_DECIDED = fact("duplicates.dispute_decided", _("%(actor)s decided: %(ruling_text)s"))
DISPUTE_WITHDRAWN = fact("duplicates.dispute_withdrawn", _("%(actor)s withdrew the claim"))
PRECHECKED = fact("duplicates.prechecked", _("%(actor)s asked whether a customer is taken already"))
