"""The bell that rings before a new customer or lead is written, wherever it comes from. Whoever knows of duplicates hangs a check here.

A check raises `Refused` to keep the newcomer out, or returns sentences that warn of what is there already and does not stand in the way.
"""

from collections.abc import Callable

from django.db.models import Model

from kaituo.foundation.identity.models import User

Check = Callable[[Model, str, User], list[str]]
CHECKS: list[Check] = []


def at_entry(check: Check) -> Check:
    """Hang up `check(row, path, by)`. `path` names the way in: "form", "import", "api", "web", "mail", "conversion"."""
    CHECKS.append(check)
    return check


def judge(row: Model, *, path: str, by: User) -> list[str]:
    """What all checks say of a row that is about to be written. Raises Refused as soon as one of them does."""
    return [warning for check in CHECKS for warning in check(row, path, by)]
