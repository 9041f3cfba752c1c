"""A review as one person may read it: figures with the way into their records, and beside each judgement what she herself, others and the manager said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Attachment
from kaituo.foundation.screens.sources import Source
from kaituo.foundation.ui.addresses import address_if_any
from kaituo.foundation.ui.readings import entries_behind

from .choices import OTHERS, AssessmentState, Part
from .models import Answer, Criterion, Review, Verdict
from .proofs import shown_proofs
from .results import Figures, plain_lines


@dataclass(frozen=True)
class Said:
    """One answer with its evidence. `writer` is None where the reader may not know who it was."""

    step: int | None
    words: str
    text: str
    writer: User | None = None
    proofs: list[Source] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


@dataclass
class Row:
    """One judged criterion. `others_mean` is the mean step of peers and colleagues, `others_count` how many judged it."""

    criterion: Criterion
    own: Said | None = None
    manager: Said | None = None
    others: list[Said] = field(default_factory=list)
    others_count: int = 0
    others_mean: Decimal | None = None
    line: dict[str, Any] | None = None


@dataclass
class Sheet:
    """`is_live`: the figures move still. `others_hidden`: how many more answers are needed before they are shown."""

    review: Review
    results: list[dict[str, Any]]
    rows: list[Row]
    verdict: Verdict | None
    is_live: bool
    others_missing: int = 0


def sheet_of(review: Review, reader: User) -> Sheet:
    version = review.cycle.review_version
    verdict = Verdict.objects.filter(review=review).select_related("grade", "proposed_grade").first()
    shown = verdict if verdict is not None and may(reader, VIEW, verdict) else None
    lines = {line["criterion"]: line for line in (shown.lines if shown else _live(review))}
    judged = [each for each in version.criteria.all() if each.is_judged]
    results = [_opened(line, review) for line in lines.values() if line["kind"] != "judgement"]
    rows = {each.pk: Row(each, line=lines.get(each.pk)) for each in judged}
    missing = _fill(rows, review, reader)
    return Sheet(review, results, list(rows.values()), shown, shown is None, missing)


def _live(review: Review) -> list[dict[str, Any]]:
    figures = Figures(review.cycle.review_version, review.period, [review.person_id], today=clock.today())
    return plain_lines(figures.card(review.person_id, {}), figures.criteria)


def _fill(rows: dict[int, Row], review: Review, reader: User) -> int:
    """What the reader may read goes beside its criterion; returns how many answers of others are lacking before she sees them."""
    answers = Answer.objects.filter(assessment__review=review).select_related("assessment__writer", "criterion")
    seen = list(visible(reader, answers))
    proofs, files = shown_proofs(seen, reader), _files(seen)
    for answer in seen:
        _put(rows, answer, _said(answer, proofs.get(answer.pk, []), files.get(answer.pk, [])))
    if reader.pk == review.person_id and review.is_shared:
        return _fill_anonymous(rows, review)
    for row in rows.values():
        _mean(row, [each.step for each in row.others])
    return 0


def _put(rows: dict[int, Row], answer: Answer, said: Said) -> None:
    row, part = rows.get(answer.criterion_id), answer.assessment.part
    if row is None:
        return
    if part == Part.SELF:
        row.own = said
    elif part == Part.MANAGER and answer.assessment.state != AssessmentState.DROPPED:
        row.manager = said
    elif part in OTHERS:
        row.others.append(said)


def _fill_anonymous(rows: dict[int, Row], review: Review) -> int:
    """Without names and in the order of the alphabet, and only once there are enough of them."""
    given = review.assessments.filter(part__in=OTHERS, state=AssessmentState.HANDED_IN)
    least = review.cycle.review_version.least_others
    if given.count() < least:
        return least - given.count() if given.exists() else 0
    found: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(assessment__in=given).select_related("criterion"):
        found[answer.criterion_id].append(answer)
    for pk, row in rows.items():
        steps = [each.step for each in found[pk] if each.step is not None]
        row.others = []
        if len(steps) >= least:
            row.others = [Said(None, "", each.text) for each in sorted(found[pk], key=lambda each: each.text) if each.text]
            _mean(row, steps)
    return 0


def _mean(row: Row, steps: Iterable[int | None]) -> None:
    known = [Decimal(step) for step in steps if step is not None]
    row.others_count = len(known)
    row.others_mean = quotient(sum(known, Decimal(0)), len(known), 1) if known else None


def _said(answer: Answer, proofs: list[Source], files: list[Attachment]) -> Said:
    words = answer.criterion.steps[answer.step - 1] if answer.step else ""
    return Said(answer.step, words, answer.text, answer.assessment.writer, proofs, files)


def _files(answers: list[Answer]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(subject_type=Answer._meta.label, subject_id__in=[each.pk for each in answers]).order_by("pk")
    for each in rows:
        found[each.subject_id].append(each)
    return found


def _opened(line: dict[str, Any], review: Review) -> dict[str, Any]:
    return line | {"href": _behind(line, review)}


def _behind(line: dict[str, Any], review: Review) -> str:
    """The entries behind a figure, or the cards behind a result."""
    if line["card_template"]:
        cards = address_if_any("scorecards-scorecard-list")
        return f"{cards}?person={review.person_id}&template={line['card_template']}" if cards else ""
    return entries_behind(line["measure"], review.period, person=review.person_id)
