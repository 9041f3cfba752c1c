"""The pay file of a run: one row per payee."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import Run


def pay_table(run: Run) -> tuple[list[str], list[list[Any]]]:
    """Headings and lines, by name."""
    statements = run.statements.select_related("payee").order_by("payee__sort_key", "payee_id")
    headings = [_("Run"), _("Sign-in name"), pgettext("person", "Name"), _("Amount"), _("Currency"), _("Period")]
    return headings, [[run.number, each.payee.username, each.payee.name, each.total, run.currency, str(run.period)] for each in statements]
