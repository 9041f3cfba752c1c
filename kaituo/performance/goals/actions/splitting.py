"""The target of a longer period split into shorter ones of the same holder."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.performance.goals.engine.splitting import WHOLE, WeightFault, pieces_of, refuse_wrong

from .. import events
from ..actuals import Asked, answer
from ..choices import SplitMethod
from ..forms import SplitForm, piece_key
from ..models import Target
from ..presence import Amounts
from ..weighing import shared_out
from .sharing import change_to
from .targets import set_target


@action(label=gettext_lazy("Split by time"), says=events.TARGET_SPLIT, form=SplitForm, when="is_splittable", icon="calendar-event")
def split(target: Target, *, by: User, into: str, method: str, **given: Decimal | None) -> list[Target]:
    """One target per shorter period; together they are the whole, to the cent. What is there already is re-planned, or asked to be where both signed it."""
    pieces = pieces_of(target.period, PeriodKind(into))
    parts = _parts(target, pieces, method, given)
    rows = Target.objects.standing().filter(measure=target.measure, kind=into, person=target.person_id, team=target.team_id)
    present = {row.starts_on: row for row in rows.filter(starts_on__in=[piece.start for piece in pieces])}
    return [
        _put(target, piece, into, amounts, present.get(piece.start), by)
        for piece, amounts in zip(pieces, parts, strict=True)
        if amounts["goal_amount"]
    ]


def _parts(target: Target, pieces: list[Period], method: str, given: dict[str, Decimal | None]) -> list[Amounts]:
    if not target.grows_by_day:
        return [target.levels for _piece in pieces]
    return shared_out(target, _weights(target, pieces, SplitMethod(method), given))


def _weights(target: Target, pieces: list[Period], method: SplitMethod, given: dict[str, Decimal | None]) -> list[Decimal]:
    if method == SplitMethod.WORKDAYS:
        calendar = work_calendar()
        return [Decimal(calendar.workdays_in(piece)) for piece in pieces]
    if method == SplitMethod.SEASONAL:
        return _seasons(target, pieces)
    if method == SplitMethod.CUSTOM:
        weights = [given.get(piece_key(piece)) or Decimal(0) for piece in pieces]
        _refuse_odd(weights)
        return weights
    return [Decimal(1) for _piece in pieces]


def _seasons(target: Target, pieces: list[Period]) -> list[Decimal]:
    """What the same holder reached in each of the pieces a year before."""
    name, pk = target.holder_key
    asked = [Asked(target.measure, piece.year_before(), **{name: pk}) for piece in pieces]
    found = [max(value or Decimal(0), Decimal(0)) for value in answer(asked)]
    if not any(found):
        raise Refused(_("There is no figure of last year to read the seasons from. Split it another way."), field="method")
    return found


def _refuse_odd(weights: list[Decimal]) -> None:
    try:
        refuse_wrong(weights, is_percent=True)
    except WeightFault as fault:
        said = _("The percentages add up to %(sum)s, not to %(whole)s.") % {"sum": f"{fault.found.normalize():f}", "whole": WHOLE}
        raise Refused(said, field="method") from fault


def _put(target: Target, piece: Period, into: str, amounts: Amounts, present: Target | None, by: User) -> Target:
    if present is None:
        holder = {"person": target.person, "team": target.team}
        return set_target(by=by, measure=target.measure, kind=into, starts_on=piece.start, whole=target, owner=target.owner, **holder, **amounts)
    if present.levels != amounts:
        change_to(present, amounts, _("Split anew from %(period)s") % {"period": target.period}, by)
    return present
