"""The calibration board: everybody of a cycle whom one may calibrate, with the grades as they stand beside the usual shares. Reads only."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import quotient

from .models import Calibration, Cycle, Grade, Review, Verdict


@dataclass
class Seat:
    """One person on the board; `review` without `verdict`: her manager has not handed in."""

    review: Review
    verdict: Verdict | None
    moves: list[Calibration]
    may_calibrate: bool


@dataclass(frozen=True)
class Share:
    """How many stand in a grade; `usual` is guidance, never forced."""

    grade: Grade
    count: int
    rate: Decimal | None
    usual: Decimal | None


@dataclass
class Board:
    cycle: Cycle
    seats: list[Seat]
    shares: list[Share]
    grades: list[Grade]


def board_of(cycle: Cycle, user: User) -> Board:
    """In a number of queries that does not grow with the people."""
    reviews = list(visible(user, Review.objects.standing().filter(cycle=cycle)).exclude(person=user).select_related("person", "reviewer", "cycle"))
    seen = visible(user, Verdict.objects.filter(review__in=reviews)).select_related("grade", "proposed_grade", "review__cycle")
    verdicts = {each.review_id: each for each in seen}
    allowed = set(visible(user, Verdict.objects.filter(review__in=reviews), "calibrate").values_list("pk", flat=True))
    moves: dict[int, list[Calibration]] = {}
    rows = visible(user, Calibration.objects.filter(verdict__in=list(verdicts.values()))).select_related("before", "after", "judged_by")
    for move in rows:
        moves.setdefault(move.verdict_id, []).append(move)
    seats = [_seat(review, verdicts.get(review.pk), moves, allowed) for review in reviews]
    grades = list(cycle.review_version.grades.all()) if cycle.review_version else []
    return Board(cycle, sorted(seats, key=_order), _shares(grades, list(verdicts.values())), grades)


def _seat(review: Review, verdict: Verdict | None, moves: dict[int, list[Calibration]], allowed: set[int]) -> Seat:
    if verdict is None:
        return Seat(review, None, [], may_calibrate=False)
    return Seat(review, verdict, moves.get(verdict.pk, []), verdict.pk in allowed and verdict.is_open)


def _order(seat: Seat) -> tuple:
    """The highest first; who is not proposed yet at the end."""
    score = seat.verdict.score if seat.verdict else None
    return (score is None, -(score or 0), seat.review.person.sort_key)


def _shares(grades: list[Grade], verdicts: list[Verdict]) -> list[Share]:
    counts, total = Counter(each.grade_id for each in verdicts if each.grade_id), len([each for each in verdicts if each.grade_id])
    return [
        Share(
            grade,
            counts[grade.pk],
            quotient(Decimal(counts[grade.pk]), total, 4) if total else None,
            grade.guide_share / 100 if grade.guide_share is not None else None,
        )
        for grade in grades
    ]
