"""A score curve as people write it: "0.6=0, 1=100, 1.2=120", read from the left: at 60 percent no points, at 100 percent a hundred."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kaituo.foundation.calc.scores import ScoreCurve

USUAL = "0.6=0, 1=100, 1.2=120"
PARTED = re.compile(r"[,;，；\n]+")
PAIR = re.compile(r"\s*(-?[\d.]+)\s*(%?)\s*[=:→＝：]\s*(-?[\d.]+)\s*")
MOST_POINTS = 12
PERCENT = Decimal(100)


def read_points(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Raises ValidationError naming the point that cannot be read."""
    written = [each for each in PARTED.split(text) if each.strip()]
    if len(written) > MOST_POINTS:
        raise ValidationError(_("A curve has at most %(most)s points.") % {"most": MOST_POINTS})
    return tuple(_point(each) for each in written)


def _point(text: str) -> tuple[Decimal, Decimal]:
    found = PAIR.fullmatch(text)
    try:
        value, score = (Decimal(found[1]), Decimal(found[3])) if found else (None, None)
    except InvalidOperation:
        value = None
    if value is None or found is None:
        raise ValidationError(_("“%(point)s” is not a point. Write value=score, such as 0.8=60 or 80%%=60.") % {"point": text.strip()})
    return (value / PERCENT if found[2] else value), score


def curve_of(points: str, floor: Decimal | None, cap: Decimal | None) -> ScoreCurve:
    return ScoreCurve(read_points(points), floor, cap)
