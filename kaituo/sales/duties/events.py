"""The facts of duties."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

DUTY_ENDED = fact("duties.duty_ended", _("%(actor)s ended a duty: %(subject)s, last day %(last_on)s"))
SHARE_AGREED = fact("duties.share_agreed", _("%(actor)s agreed on a credit share: %(subject)s"))
CREDIT_FOLLOWED = fact("duties.credit_followed", _("The credit of %(subject)s is shared as the duties of that day say"))
