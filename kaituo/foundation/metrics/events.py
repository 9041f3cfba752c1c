"""The facts of metrics."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

PERIOD_CLOSED = fact("metrics.period_closed", _("%(actor)s closed %(subject)s"))
PERIOD_REOPENED = fact("metrics.period_reopened", _("%(actor)s reopened %(subject)s: %(reason)s"))
