"""What is one tap away from a customer that waits."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kaituo.foundation.screens.agenda import Step
from kaituo.foundation.ui.addresses import address


def log_step(account: int, opportunity: int | None = None) -> Step:
    """Writing down what was done."""
    asked = {name: value for name, value in (("account", account), ("opportunity", opportunity)) if value}
    return Step(_("Write down"), "pencil", f"{address('activities-log')}?{urlencode(asked)}")
