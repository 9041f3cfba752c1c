"""What keeps criteria from being published, in the reader's language, each with its mend and the place it concerns."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.performance.scorecards.engine.plan import turned_curve
from kaituo.performance.scorecards.wording import FAULTS

from .models import Criterion, ReviewVersion

WHOLE = Decimal(100)


def faults_of(version: ReviewVersion) -> list[str]:
    criteria = list(version.criteria.select_related("card_template"))
    return [*_of_weights(criteria), *_of_criteria(criteria), *_of_grades(version), *_of_reason(version)]


def _of_weights(criteria: list[Criterion]) -> Iterator[str]:
    if not criteria:
        yield _("There is no criterion yet. Add some.")
        return
    total = sum((each.weight for each in criteria), Decimal(0))
    if total == WHOLE:
        return
    sections: dict[str, Decimal] = defaultdict(Decimal)
    for each in criteria:
        sections[each.section or _("without section")] += each.weight
    named = "；".join(f"{name} {weight.normalize():f} %" for name, weight in sections.items())
    yield _("The weights add up to %(total)s %% instead of 100 %%: %(sections)s. Change them until they do.") % {
        "total": f"{total.normalize():f}",
        "sections": named,
    }


def _of_criteria(criteria: list[Criterion]) -> Iterator[str]:
    seen: set[tuple[str, str, int | None]] = set()
    for each in criteria:
        key = (each.kind, each.question or each.measure, each.card_template_id)
        if key in seen:
            yield _("“%(criterion)s” stands twice. Keep one of the two.") % {"criterion": each}
        seen.add(key)
        if each.kind == "scorecard" and not each.card_template.is_released:
            yield _("The scorecard “%(card)s” has no released version. Release one first.") % {"card": each}
        if code := turned_curve(each.plain):
            yield str(FAULTS[code]) % {"source": each}


def _of_grades(version: ReviewVersion) -> Iterator[str]:
    grades = list(version.grades.all())
    if not grades:
        yield _("There is no grade yet. Say which points are good and which are not.")
        return
    points = [grade.least_points for grade in grades]
    if len(set(points)) < len(points):
        yield _("Two grades begin at the same points. Change one of them.")
    if min(points) != 0:
        yield _("The lowest grade begins at %(points)s points. Let it begin at 0, so that every result has a grade.") % {
            "points": f"{min(points).normalize():f}"
        }
    shares = [grade.guide_share for grade in grades if grade.guide_share is not None]
    if shares and sum(shares, Decimal(0)) != WHOLE:
        yield _("The usual shares of the grades add up to %(total)s %% instead of 100 %%.") % {"total": f"{sum(shares, Decimal(0)).normalize():f}"}


def _of_reason(version: ReviewVersion) -> Iterator[str]:
    if version.template.is_published and not version.reason:
        yield _("Say why the criteria are changed: everybody reviewed by them reads it.")
