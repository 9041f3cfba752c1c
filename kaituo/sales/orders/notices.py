"""What reps are told about their quotes."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

EXPIRING = kind(
    "orders.quote_expiring",
    _("Your quotes that soon expire"),
    _("Quote %(subject)s for %(account)s is valid until %(day)s"),
    "hourglass",
    is_reminder=True,
)
EXPIRED = kind(
    "orders.quote_expired", _("Your quotes that have expired"), _("Quote %(subject)s for %(account)s has expired without an answer"), "hourglass"
)
