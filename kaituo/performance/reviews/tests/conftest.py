"""A quarter's review of East: sales against a stated figure, two judgements; Ada leads Mei, who leads Alice and Bob."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.identity.models import Membership, Team, User
from kaituo.foundation.records import actions as records
from kaituo.performance.reviews.actions.assessing import hand_in, write
from kaituo.performance.reviews.actions.criteria import publish
from kaituo.performance.reviews.actions.cycles import open_cycle
from kaituo.performance.reviews.models import Criterion, Cycle, CycleScope, Grade, Review, ReviewTemplate, ReviewVersion
from kaituo.performance.testing import SALES, declare_sales, sell

SCALE = "Never\nSometimes\nMostly\nOften\nAlways"
WORDS = "What I saw on two visits"
LONG_SCALE_STEP = 5


@pytest.fixture(autouse=True)
def in_july():
    """The second quarter is over; its criteria were published in March."""
    declare_sales()
    with time_machine.travel("2026-07-02 09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def above(cast):
    """Ada leads the company, above Mei."""
    Membership.objects.create(user=cast.ada, team=Team.objects.get(code="company"), is_lead=True, starts_on=date(2020, 1, 1))
    return cast.ada


@pytest.fixture
def draft(cast) -> ReviewVersion:
    template = records.create(ReviewTemplate(name="Account managers", rhythm="quarter"), by=cast.ada)
    version = records.create(ReviewVersion(template=template, least_others=2), by=cast.ada)
    criterion(cast, version, kind="measure", measure=SALES, against="stated", target=Decimal(1000), points="0=0, 1=100, 1.2=120", weight=60)
    criterion(cast, version, question="Customers trust her", section="Ways", weight=20)
    for name, least, factor in (("Strong", 90, "1.2"), ("Good", 60, "1"), ("Weak", 0, None)):
        records.create(Grade(review_version=version, name=name, least_points=least, bonus_factor=Decimal(factor) if factor else None), by=cast.ada)
    return version


def criterion(cast, version, **values) -> Criterion:
    usual = {"kind": "judgement", "words": SCALE, "weight": 20, "position": version.criteria.count()}
    return records.create(Criterion(review_version=version, **(usual | values)), by=cast.ada)


@pytest.fixture
def version(cast, draft) -> ReviewVersion:
    criterion(cast, draft, question="Shares what she knows", section="Ways")
    with time_machine.travel("2026-03-20 09:00:00+08:00", tick=False):
        publish(draft, by=cast.ada)
    return draft


@pytest.fixture
def cycle(cast, above, version) -> Cycle:
    row = records.create(Cycle(name="Second quarter", template=version.template, starts_on=date(2026, 4, 1)), by=cast.ada)
    records.create(CycleScope(cycle=row, team=cast.east), by=cast.ada)
    sell(cast.alice, date(2026, 5, 4), "800")
    sell(cast.bob, date(2026, 5, 4), "1000")
    return row


@pytest.fixture
def review(cast, cycle) -> Review:
    """Alice's, just opened."""
    open_cycle(cycle, by=cast.ada)
    return Review.objects.get(person=cast.alice)


def assess(review: Review, writer: User, *steps: int, summary: str = "") -> None:
    """The judgements in order; what needs evidence is not judged here."""
    row = review.assessments.exclude(state="dropped").get(writer=writer)
    judged = [each.pk for each in review.cycle.review_version.criteria.filter(kind="judgement")]
    said = {pk: {"step": step, "text": f"{WORDS} {writer.name}"} for pk, step in zip(judged, steps, strict=True)}
    write(row, said, by=writer, summary=summary)
    hand_in(row, by=writer)
    review.refresh_from_db()


@pytest.fixture
def proposed(cast, review) -> Review:
    """Sales 80 of 100, judged 3 and 4 of five: 0.6 · 80 + 0.2 · 60 + 0.2 · 80 = 76."""
    assess(review, cast.alice, 4, 4)
    assess(review, cast.mei, 3, 4, summary="Solid")
    return review
