"""Blocks that the pages of pools and of their customers add to the usual ones."""

from django.conf import settings
from django.db.models import Count

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part
from kaituo.sales.customers.choices import AccountClass, Industry
from kaituo.sales.pipeline.choices import Source

from .choices import CONDITIONS, VISIBLE
from .models import Assignment, AssignmentRule, HandOver, Ownership, Pool
from .sheets import summary

NIGHTS = 4


class PoolFacts(Part):
    """What the pool shows of the customer; its own page opens once it is yours."""

    template = "allocation/parts/customer.html"

    def context(self, row: Ownership, user: User) -> dict | None:
        shown = [(label, row.shown(name)) for name, label in VISIBLE.items() if row.pool and name in row.pool.visible_fields]
        account = row.account if may(user, "view", row.account) else None
        return {"account": row.account, "opens": account, "shown": shown, "row": row}


class ComingUp(Part):
    """How much lies in the pool and is held by its rules, and what drops in the next nights; of customers that the reader may see."""

    template = "allocation/parts/coming_up.html"

    def context(self, row: Pool, user: User) -> dict | None:
        rows = visible(user, Ownership.objects.filter(pool=row))
        drops = rows.held().filter(recycle_on__isnull=False).order_by("recycle_on").values_list("recycle_on").annotate(Count("pk"))
        counts = {"lying": rows.pooled().count(), "held": rows.held().count(), "days": list(drops[:NIGHTS])}
        return {"pool": row, "may_try": may(user, "change", row), **counts}


class Estate(Part):
    """What is handed over, by kind and receiver; each number opens the records behind it."""

    template = "allocation/parts/estate.html"

    def context(self, row: HandOver, user: User) -> dict | None:
        return {"handover": row, **summary(row)}


class RuleConditions(Part):
    """What must be so for the rule to take something."""

    template = "allocation/parts/conditions.html"

    def context(self, row: AssignmentRule, user: User) -> dict | None:
        worded = [(CONDITIONS[name], "、".join(spoken(name, values))) for name, values in row.conditions.items() if values]
        return {"conditions": worded, "rule": row, "may_try": may(user, "change", row)}


class Considered(Part):
    """Everybody who was thought of, and why the others did not get it."""

    template = "allocation/parts/considered.html"

    def context(self, row: Assignment, user: User) -> dict | None:
        said = [worded(verdicts) for verdicts in row.shown_strengths]
        return {"people": list(zip(row.reasons, said, strict=True)), "chosen": str(row.person)}


WORDS = {
    "industry": dict(Industry.choices),
    "account_class": dict(AccountClass.choices),
    "source": dict(Source.choices),
    "language": dict(settings.LANGUAGES),
}


def worded(verdicts: list[tuple[str, str, int, bool]]) -> list[tuple[str, int]]:
    """Each strength as people read it, with the level; 0: lacking."""
    return [("、".join(spoken(kind, [value])), level) for kind, value, level, _required in verdicts]


def spoken(name: str, values: list[str]) -> list[str]:
    """The values of a condition as people read them."""
    return [str(WORDS.get(name, {}).get(value, value)) for value in values]
