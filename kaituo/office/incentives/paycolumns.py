"""Contest prizes in the pay file: how much, and of which contests. Whoever won something and earns no commission in the run stands in it, too."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui import formats
from kaituo.performance.commissions.models import Run
from kaituo.performance.commissions.paycolumns import PayColumn
from kaituo.performance.contests.models import Award


def columns_of_prizes() -> list[PayColumn]:
    return [
        PayColumn("contest_prizes", gettext_lazy("Contest prizes"), of_run=_amounts, is_usual=True),
        PayColumn("contest_sources", gettext_lazy("Contests behind the prizes"), of_run=_contests, is_usual=True),
    ]


def people_with_prizes(run: Run) -> set[int]:
    return set(Award.objects.in_money().filter(run=run).values_list("person_id", flat=True))


def _amounts(run: Run, by: User) -> dict[int, Any]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for award in _awards(run, by):
        found[award.person_id] += award.amount
    return found


def _contests(run: Run, by: User) -> dict[int, Any]:
    found: dict[int, list[str]] = defaultdict(list)
    for award in _awards(run, by):
        words = {"contest": award.contest, "place": award.place, "amount": formats.money(award.amount, award.currency)}
        found[award.person_id].append(_("%(contest)s, place %(place)s: %(amount)s") % words)
    return {person: "; ".join(texts) for person, texts in found.items()}


def _awards(run: Run, by: User) -> list[Award]:
    return list(visible(by, Award.objects.in_money().filter(run=run)).select_related("contest").order_by("contest", "pk"))
