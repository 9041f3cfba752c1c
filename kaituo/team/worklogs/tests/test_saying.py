"""A report of a month begins with what its figures say."""

from datetime import date

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records import actions as records
from kaituo.team.worklogs import rhythm
from kaituo.team.worklogs.material import drafted
from kaituo.team.worklogs.models import ReportQuestion, ReportTemplate

SALES = "orders.booked_revenue"
MAY = Period.containing(date(2026, 5, 1), PeriodKind.MONTH)


def sell(person, on: date, yuan: int) -> None:
    team = Membership.objects.on(on).filter(user=person).values_list("team_id", flat=True).first()
    same = {"amount": yuan * SCALE, "original_amount": yuan * SCALE, "currency": "CNY", "source_type": "orders.OrderLine"}
    Entry.objects.create(measure=SALES, person=person, team_id=team, on=on, earned_on=on, source_id=Entry.objects.count() + 1, **same)


@pytest.fixture
def question(cast, organisation):
    template = records.create(ReportTemplate(name="Month", rhythm="monthly", measures=[SALES]), by=cast.ada)
    return records.create(ReportQuestion(template=template, label="Figures", draft="figures"), by=cast.ada)


def said(question, person) -> list[str]:
    return drafted(question, person, MAY, MAY.next()).splitlines()


def test_what_rose_is_said_with_both_figures_and_the_change(question, cast):
    sell(cast.alice, date(2026, 4, 7), 100000)
    sell(cast.alice, date(2026, 5, 7), 125000)
    assert said(question, cast.alice) == ["- Booked revenue: 125k, 25% more than before (100k)."]


def test_what_fell_is_said(question, cast):
    sell(cast.alice, date(2026, 4, 7), 100000)
    sell(cast.alice, date(2026, 5, 7), 90000)
    assert "10% less than before" in said(question, cast.alice)[0]


def test_out_of_nothing_no_percentage_is_made(question, cast):
    sell(cast.alice, date(2026, 5, 7), 90000)
    assert "90k more than before (0)" in said(question, cast.alice)[0]


def test_a_leader_reads_whose_people_explain_it(question, cast):
    for who, april, may in ((cast.alice, 100000, 180000), (cast.bob, 90000, 60000)):
        sell(who, date(2026, 4, 7), april)
        sell(who, date(2026, 5, 7), may)
    assert said(question, cast.mei) == ["- Booked revenue: 240k, 26.3% more than before (190k).", "- Of the team, Alice +80k; Bob −30k."]


def test_a_rep_reads_nothing_of_others(question, cast):
    sell(cast.alice, date(2026, 5, 7), 1000)
    sell(cast.bob, date(2026, 5, 7), 1000)
    assert len(said(question, cast.alice)) == 1


def test_a_quarter_is_a_span_of_reports_too():
    found = rhythm.period_of("quarter", date(2026, 5, 9))
    assert (found.start, found.last_day) == (date(2026, 4, 1), date(2026, 6, 30))
