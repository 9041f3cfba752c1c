"""What a rule asks of people's strengths for something that came in, and what each of them has to show."""

from collections import defaultdict
from collections.abc import Iterable

from kaituo.sales.catalog.models import Category, Product
from kaituo.team.people.choices import StrengthKind
from kaituo.team.people.models import Strength

from .engine.matching import Need, Strengths
from .models import AssignmentNeed, AssignmentRule

Facts = dict[str, str]


def needs_of(rule: AssignmentRule, facts: Facts) -> list[Need]:
    """The rule's own words, or where it left them open what the lead or customer says."""
    rows = list(rule.needs.filter(archived_at=None))
    if not rows:
        return []
    said = {StrengthKind.INDUSTRY: _one(facts, "industry"), StrengthKind.LANGUAGE: _one(facts, "language")}
    if any(row.kind == StrengthKind.PRODUCT for row in rows):
        said[StrengthKind.PRODUCT] = _categories(facts.get("product", ""))
    return [_need(row, said) for row in rows]


def strengths_of(people: Iterable[int]) -> dict[int, Strengths]:
    """{person: her strengths, each at its highest level}."""
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in Strength.objects.active().filter(staff__user__in=list(people)).select_related("category", "staff"):
        key = (row.kind, row.value)
        found[row.staff.user_id][key] = max(row.level, found[row.staff.user_id].get(key, 0))
    return dict(found)


def _need(row: AssignmentNeed, said: dict[str, tuple[str, ...]]) -> Need:
    values = (row.value,) if row.value else said.get(row.kind, ())
    return Need(row.kind, values, row.is_required, row.least_level)


def _one(facts: Facts, name: str) -> tuple[str, ...]:
    return (facts[name],) if facts.get(name) else ()


def _categories(number: str) -> tuple[str, ...]:
    """The category of a product and those above it: whoever knows pumps knows diaphragm pumps."""
    product = Product.objects.filter(number=number).first() if number else None
    found, step = [], product.category_id if product else None
    above = {pk: (name, parent) for pk, name, parent in Category.objects.values_list("pk", "name", "parent_id")} if step else {}
    while step in above and above[step][0] not in found:
        found.append(above[step][0])
        step = above[step][1]
    return tuple(found)
