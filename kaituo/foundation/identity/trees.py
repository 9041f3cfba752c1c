"""Keeps the dated closure of teams and territories in step with their placements."""

from datetime import date

from django.db import transaction

from .closure import Edge, closure
from .dated import FAR_FUTURE
from .models import Team, TeamPath, TeamPlacement, Territory, TerritoryPath, TerritoryPlacement

TREES = {Team: (TeamPlacement, TeamPath, "team_id"), Territory: (TerritoryPlacement, TerritoryPath, "territory_id")}


@transaction.atomic
def rebuild(tree: type[Team] | type[Territory]) -> None:
    """Derive all paths of one tree anew. Raises CircularTree, leaving the paths as they were."""
    placements, paths, node = TREES[tree]
    rows = placements.objects.values_list(node, "parent_id", "starts_on", "ends_on")
    edges = [Edge(child, parent, starts_on, ends_on or FAR_FUTURE) for child, parent, starts_on, ends_on in rows]
    reaches = closure(tree.objects.values_list("pk", flat=True), edges)
    paths.objects.all().delete()
    paths.objects.bulk_create(
        [paths(ancestor_id=r.ancestor, descendant_id=r.descendant, depth=r.depth, starts_on=r.starts_on, ends_on=r.ends_on) for r in reaches],
        batch_size=500,
    )


@transaction.atomic
def place(node: Team | Territory, parent: Team | Territory | None, *, on: date) -> None:
    """From the day `on` the node stands under the parent (None: at the top); what was before stays as it was."""
    placements, _paths, key = TREES[type(node)]
    own = placements.objects.filter(**{key: node.pk})
    own.filter(starts_on__gte=on).delete()
    own.on(on).update(ends_on=on)
    if parent is not None:
        placements.objects.create(**{key: node.pk}, parent=parent, starts_on=on)
    rebuild(type(node))
