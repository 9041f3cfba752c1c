"""In which stage who loses how much, of deals that left it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.office.insights.asked import Asked
from kaituo.office.insights.reports.leakage import Leaks, leakage
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.models import LossReason, Opportunity, Pipeline, Stage

STAGES = [("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")]


@pytest.fixture
def deals(cast):
    """Of Alice one lost in the talk, one lost over the offer, one that stands there and one won; of Charlie one lost in the talk."""
    pipeline = records.create(Pipeline(name="Direct"), by=cast.ada)
    categories = {"open": "pipeline", "won": "closed_won", "lost": "closed_lost"}
    for place, (name, kind) in enumerate(STAGES):
        stage = Stage(pipeline=pipeline, name=name, position=place, kind=kind, probability=Decimal("0.5"), category=categories[kind])
        records.create(stage, by=cast.ada)
    reason = records.create(LossReason(name="Too dear"), by=cast.ada)
    offer = pipeline.stages.get(name="Offer")
    for owner, moves, end in (
        (cast.alice, False, "lost"),
        (cast.alice, True, "lost"),
        (cast.alice, True, ""),
        (cast.alice, True, "won"),
        (cast.charlie, False, "lost"),
    ):
        account = records.create(Account(name=f"{owner} {moves} {end}", owner=owner), by=owner)
        common = {"pipeline": pipeline, "amount": Decimal(10), "expected_on": timezone.localdate() + timedelta(days=9)}
        deal = records.create(Opportunity(name="Deal", account=account, owner=owner, **common), by=owner)
        if moves:
            actions.advance(deal, by=owner, stage=offer)
        if end == "lost":
            actions.lose(deal, by=owner, reason=reason)
        if end == "won":
            actions.win(deal, by=owner, won_on=timezone.localdate())
    return cast


def test_lost_in_a_stage_are_those_that_left_it_there(deals, browser):
    result = leakage(Asked.of(QueryDict()), deals.ada)
    lines = {line[0].value: [cell.value for cell in line[1:5]] for line in result.lines}
    assert lines["Alice"] == [4, 2, Decimal("0.25"), Decimal("0.5")]
    assert lines["Charlie"] == [1, 1, 1, None]
    assert [cell.value for cell in result.total[1:5]] == [5, 3, Decimal("0.4"), Decimal("0.5")]
    opened = browser(deals.ada).get(result.lines[0][3].href).content.decode()
    assert "Deals lost in Talk" in opened and opened.count("data-href=") == 1


def test_a_rep_sees_her_own_leaks(deals):
    assert [line[0].value for line in leakage(Asked.of(QueryDict()), deals.charlie).lines] == ["Charlie"]


def test_whoever_goes_on_has_passed_every_stage_before():
    leaks = Leaks()
    leaks.add(2, 4, 1, False)
    assert [(leaks.stages[place].passed, leaks.stages[place].lost) for place in range(3)] == [(4, 0), (4, 0), (0, 1)]
    assert leaks.stages[2].rate == 1 and leaks.lost == 1 and leaks.deals == 4


def test_a_stage_that_few_deals_left_marks_nobody():
    leaks = Leaks()
    leaks.add(0, 4, 4, False)
    assert leaks.worst() is None
    leaks.add(0, 1, 1, False)
    assert leaks.worst() == 0


def test_a_stage_without_deals_has_no_share_and_no_zero():
    assert Leaks().stages[0].rate is None
