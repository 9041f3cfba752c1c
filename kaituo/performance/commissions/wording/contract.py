"""A version of a plan as a contract: for each component a clause of plain sentences, with its table of rates beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kaituo.foundation.ui import formats

from ..documents import terms_of_row
from ..engine.plan.components import Commission, Component, Credited, Fixed, Override, Pool, Spiff
from ..engine.plan.crediting import Condition, Gate, Multiplier, Split, Weighted
from ..engine.plan.document import Terms
from ..engine.plan.limits import Cap, Draw, Hold, OnCash
from ..engine.plan.words import Basis, Dimension, Excess, Proration, Window
from ..models import PlanTerms
from .choices import KINDS, OF_LISTS, choice_label
from .rates import RateTable, rate_sentences, rate_table
from .words import joined, measures_said, money, share


@dataclass
class Clause:
    """One component: `key` and `name`, its sentences, and its table of rates where it has one."""

    key: str
    name: str
    kind: str
    sentences: list[str]
    table: RateTable | None = None


@dataclass
class Contract:
    clauses: list[Clause]
    general: list[str] = field(default_factory=list)


def contract_of(version: PlanTerms) -> Contract:
    return contract(terms_of_row(version), version.plan.currency)


def contract(terms: Terms, currency: str) -> Contract:
    names = {each.key: name_of(each) for each in terms.components}
    return Contract([_clause(each, currency, names) for each in terms.components], list(_general(terms, currency, names)))


def name_of(component: Component) -> str:
    english = component.name_en if (get_language() or "").startswith("en") else ""
    return english or component.name or component.key


def _clause(component: Component, currency: str, names: dict[str, str]) -> Clause:
    rate = component.rate if isinstance(component, Commission | Override) else None
    table = rate_table(rate, component.basis, currency) if isinstance(component, Commission | Override) else None
    said = [*_heart(component, currency, names), *_conditions(component), *_limits(component, currency)]
    if rate is not None and isinstance(component, Commission | Override):
        said[1:1] = rate_sentences(rate, currency)
    return Clause(component.key, name_of(component), str(KINDS[type(component).__name__]), said, table)


def _heart(component: Component, currency: str, names: dict[str, str]) -> Iterator[str]:
    """What is paid for what."""
    match component:
        case Commission():
            counted = OF_LISTS[Basis][component.basis]
            yield _("Pays on %(measures)s, counted by: %(basis)s.") % {"measures": measures_said(component.measures), "basis": counted}
            yield from _split(component.split)
        case Spiff():
            yield from _spiff(component, currency)
        case Fixed():
            yield from _fixed(component, currency)
        case Override():
            yield from _override(component, names)
        case Pool():
            yield from _pool(component, currency)
    yield from _reset(component)


def _reset(component: Component) -> Iterator[str]:
    if isinstance(component, Commission | Override):
        span = OF_LISTS[Window][component.reset]
        yield _("Credit adds up over: %(span)s.") % {"span": span}
    if component.prorated is not Proration.NONE:
        yield _("For joiners and leavers it is shortened: %(way)s.") % {"way": OF_LISTS[Proration][component.prorated]}


def _split(split: Split | None) -> Iterator[str]:
    if split is None:
        return
    parts = [
        (_("%(role)s %(share)s on top") if each.overlay else "%(role)s %(share)s") % {"role": each.role, "share": share(each.share)}
        for each in split.shares
    ]
    yield _("Split by role: %(parts)s.") % {"parts": joined(parts)}
    yield _("Applied: %(way)s.") % {"way": choice_label("Split", "apply", split.apply, None)}


def _spiff(component: Spiff, currency: str) -> Iterator[str]:
    parts = {"amount": money(component.amount, currency), "measures": measures_said(component.measures)}
    if component.every == "time":
        yield _("%(amount)s for each credit of %(measures)s.") % parts
    else:
        counted = {"least": formats.number(component.at_least), "basis": OF_LISTS[Basis][component.basis]}
        yield _("%(amount)s once in a period for whoever reaches %(least)s of %(measures)s, counted by: %(basis)s.") % {**parts, **counted}


def _fixed(component: Fixed, currency: str) -> Iterator[str]:
    if not component.bands:
        yield _("%(amount)s in each pay period.") % {"amount": money(component.amount, currency)}
        return
    yield _("A bonus by attainment of %(attainment)s:") % {"attainment": _attained(component.attainment)}
    for band in component.bands:
        yield _("from %(lower)s: %(amount)s.") % {"lower": share(band.lower), "amount": money(band.amount, currency)}


def _override(component: Override, names: dict[str, str]) -> Iterator[str]:
    if component.of == "sales":
        parts = {"measures": measures_said(component.measures), "levels": component.levels}
        yield _("A part of what the team sells of %(measures)s; levels below: %(levels)s.") % parts
    else:
        listed = joined([names.get(key, key) for key in component.components])
        yield _("A part of what the team earns by %(components)s; levels below: %(levels)s.") % {"components": listed, "levels": component.levels}
    if component.with_own:
        yield _("The manager's own counts too.")


def _pool(component: Pool, currency: str) -> Iterator[str]:
    by = {"by": choice_label("Pool", "by", component.by, None)}
    if component.amount is not None:
        yield _("A sum of %(amount)s in each pay period, shared by: %(by)s.") % {"amount": money(component.amount, currency), **by}
    elif component.rate is not None:
        parts = {"rate": share(component.rate), "measures": measures_said(component.measures)}
        yield _("%(rate)s of %(measures)s of all together, shared by: %(by)s.") % {**parts, **by}


def _conditions(component: Component) -> Iterator[str]:
    if isinstance(component, Credited):
        if component.where:
            yield _("Only for: %(conditions)s.") % {"conditions": joined([_condition(each) for each in component.where])}
        if component.free:
            yield _("Free of commission: %(conditions)s.") % {"conditions": joined([_condition(each) for each in component.free])}
    if component.gate:
        yield _gate(component.gate)
    for multiplier in component.multipliers:
        yield _multiplier(multiplier)


def _condition(condition: Condition) -> str:
    parts = {"what": OF_LISTS[Dimension][condition.by], "values": joined(condition.values)}
    return (_("%(what)s other than %(values)s") if condition.except_these else _("%(what)s %(values)s")) % parts


def _attained(weighted: tuple[Weighted, ...]) -> str:
    if not weighted:
        return _("its own target")
    parts = [(measures_said((each.measure,)), share(each.weight)) for each in weighted]
    return parts[0][0] if len(parts) == 1 else joined([f"{name} ({weight})" for name, weight in parts])


def _gate(gate: Gate) -> str:
    parts = {"share": share(gate.at_least), "attainment": _attained(gate.attainment), "below": share(gate.below)}
    if gate.below == 0:
        return _("Below %(share)s of %(attainment)s nothing is paid.") % parts
    return _("Below %(share)s of %(attainment)s only %(below)s of it is paid.") % parts


def _multiplier(multiplier: Multiplier) -> str:
    points = joined(
        [_("from %(lower)s times %(factor)s") % {"lower": share(each.lower), "factor": formats.number(each.factor)} for each in multiplier.points]
    )
    said = _("Multiplied by attainment of %(attainment)s: %(points)s.") % {"attainment": _attained(multiplier.attainment), "points": points}
    return f"{said} {_('Between points the factor moves in a straight line.')}" if multiplier.interpolated else said


def _limits(component: Component, currency: str) -> Iterator[str]:
    if isinstance(component, Commission):
        if component.floor:
            parts = {"amount": money(component.floor.amount, currency), "per": choice_label("Floor", "per", component.floor.per, None)}
            yield _("Not less than %(amount)s for each: %(per)s.") % parts
        yield from _release(component)
        if not component.returns_lower_attainment:
            yield _("Returns do not count against the bands.")
    for cap in component.caps:
        yield _cap(cap, currency)


def _release(component: Commission) -> Iterator[str]:
    if isinstance(component.release, OnCash):
        yield _("Paid as the customer pays.")
        for band in component.release.late:
            yield _("Money that comes %(days)s days after it was due or later counts %(factor)s.") % {
                "days": band.from_day,
                "factor": share(band.factor),
            }
    if isinstance(component.release, Hold):
        yield _("%(share)s is kept back for %(days)s days.") % {"share": share(component.release.share), "days": component.release.days}


def _cap(cap: Cap, currency: str) -> str:
    parts = {"amount": money(cap.amount, currency), "per": choice_label("Cap", "per", cap.per, type(cap.per))}
    if cap.excess is Excess.CARRIED:
        return _("Not more than %(amount)s for each: %(per)s. What lies above is carried into the next period.") % parts
    return _("Not more than %(amount)s for each: %(per)s. What lies above is lost.") % parts


def _general(terms: Terms, currency: str, names: dict[str, str]) -> Iterator[str]:
    for best in terms.best_of:
        yield _("Of %(components)s only the one that pays most in a period is paid.") % {
            "components": joined([names.get(key, key) for key in best.components])
        }
    for cap in terms.caps:
        yield _("All together: %(cap)s") % {"cap": _cap(cap, currency)}
    if terms.draw:
        yield from _draw(terms.draw, currency)


def _draw(draw: Draw, currency: str) -> Iterator[str]:
    parts = {"amount": money(draw.amount, currency)}
    yield (
        _("At least %(amount)s is paid in each pay period.") if draw.kind == "guarantee" else _("%(amount)s is paid ahead in each pay period.")
    ) % parts
    if draw.starts_on or draw.ends_on:
        days = {"first": formats.day(draw.starts_on) if draw.starts_on else "…", "last": formats.day(draw.ends_on) if draw.ends_on else "…"}
        yield _("That holds from %(first)s until, without, %(last)s.") % days
    if not draw.recoverable:
        yield _("It need not be paid back.")
        return
    said = _("It is taken back from later commission: at most %(share)s of what a period earns above it.") % {"share": share(draw.recovery_share)}
    most = draw.recovery_at_most
    yield said if most is None else f"{said} {_('Never more than %(amount)s in a period.') % {'amount': money(Decimal(most), currency)}}"
    if draw.recovery_starts_on:
        yield _("Taken back from %(day)s on.") % {"day": formats.day(draw.recovery_starts_on)}
