"""Adjectives of the customers in territories."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from kaituo.foundation.identity.dated import DatedQuerySet
from kaituo.foundation.identity.models import TerritoryPath


class CoverageQuerySet(DatedQuerySet):
    def overlapping(self, day: date) -> "CoverageQuerySet":
        """Of customers that lie in another territory too, which is neither above nor below."""
        others = self.model.objects.on(day).filter(account=OuterRef("account")).exclude(territory=OuterRef("territory"))
        paths = TerritoryPath.objects.filter(starts_on__lte=day, ends_on__gt=day)
        in_line = Q(ancestor=F("of"), descendant=OuterRef("territory")) | Q(descendant=F("of"), ancestor=OuterRef("territory"))
        related = paths.annotate(of=OuterRef(OuterRef("territory"))).filter(in_line)
        return self.on(day).filter(Exists(others.filter(~Exists(related))))


def territories_above() -> dict[int, list[tuple[int, date, date]]]:
    """{territory: itself and all that ever stood above it, the nearest first, each with its days}."""
    found = defaultdict(list)
    rows = TerritoryPath.objects.order_by("descendant", "depth")
    for descendant, *span in rows.values_list("descendant_id", "ancestor_id", "starts_on", "ends_on"):
        found[descendant].append(tuple(span))
    return dict(found)
