"""What a figure did against the span before it, in a sentence; and how the figure of a measure is written in running text."""

from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import Measure

from . import formats


def written(measure: Measure, value: Decimal | None) -> str:
    if value is None:
        return "—"
    return {Unit.MONEY: formats.wan, Unit.SHARE: formats.percent}.get(measure.unit, formats.number)(value)


def changed(measure: Measure, value: Decimal, before: Decimal) -> str:
    """How much, without a sign: in percent, but of shares and out of nothing by itself."""
    difference = abs(value - before)
    if before == 0 or measure.unit == Unit.SHARE:
        return written(measure, difference)
    return formats.percent(difference / abs(before))


def moved(measure: Measure, value: Decimal | None, before: Decimal | None) -> str:
    said = {"measure": measure.label, "value": written(measure, value), "before": written(measure, before)}
    if value is None or before is None:
        return _("%(measure)s: %(value)s; there is nothing to compare it with.") % said
    if value == before:
        return _("%(measure)s: %(value)s, the same as before.") % said
    said["change"] = changed(measure, value, before)
    up, down = (
        _("%(measure)s: %(value)s, %(change)s more than before (%(before)s)."),
        _("%(measure)s: %(value)s, %(change)s less than before (%(before)s)."),
    )
    return (up if value > before else down) % said
