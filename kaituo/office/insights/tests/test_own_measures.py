"""Measures that administrators make: a formula or a narrowed measure, checked when saved, counted from the first record on."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.metrics import own
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import Entry, OwnCondition, OwnMeasure
from kaituo.foundation.metrics.reactions import count_own_measures
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.metrics.schedule import count_nightly
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

MARCH = Question(date(2026, 3, 1), date(2026, 4, 1))


@pytest.fixture(autouse=True)
def shelf(db):
    """What a test puts on the shelf is taken off with the rows behind it."""
    yield
    for name in [name for name in MEASURES if name.startswith("own.")]:
        del MEASURES[name]
    own._kept["stamp"] = None


def make(ada, **values) -> OwnMeasure:
    usual = {"key": "mean", "label": "Mean deal", "formula": "pipeline.won_amount / pipeline.won_count", "unit": "money", "note": "Won ÷ deals"}
    return records.create(OwnMeasure(**(usual | values)), by=ada)


def refused(ada, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        make(ada, **values)
    return refusal.value.message_dict


@pytest.fixture
def deals(cast):
    """Alice won one deal of 1,000 with a key customer and one of 300 with a small one."""
    pipeline = Pipeline.objects.create(name="Direct")
    won = Stage.objects.create(pipeline=pipeline, name="Won", kind="won", position=1, probability=1)
    for name, kind, amount in (("Key", "a", 1000), ("Small", "c", 300)):
        account = records.create(Account(name=name, owner=cast.alice, account_class=kind), by=cast.ada)
        deal = Opportunity(account=account, name=name, owner=cast.alice, pipeline=pipeline, stage=won, amount=amount, expected_on=date(2026, 3, 9))
        deal.won_on = date(2026, 3, 9)
        records.create(deal, by=cast.ada)
    return pipeline


def test_a_formula_is_a_measure_like_any_other(cast, deals):
    make(cast.ada)
    assert total("own.mean", MARCH, by=cast.ada) == Decimal(650)


def test_a_formula_of_own_measures_follows_them(cast, deals):
    make(cast.ada)
    make(cast.ada, key="twice", label="Twice", formula="own.mean * 2")
    assert total("own.twice", MARCH, by=cast.ada) == Decimal(1300)


def test_a_narrowed_measure_counts_from_the_first_record_on(cast, deals):
    row = make(cast.ada, key="key_won", label="Won with key customers", kind="variant", base="pipeline.won_amount", formula="")
    records.create(OwnCondition(own_measure=row, cut="account_class", value="A: key account"), by=cast.ada)
    count_own_measures(list(Event.objects.about(row)))
    assert total("own.key_won", MARCH, by=cast.ada) == Decimal(1000)


def test_a_later_deal_is_counted_by_the_narrowed_measure_too(cast, deals):
    row = make(cast.ada, key="large", label="Large", kind="variant", base="pipeline.won_amount", formula="")
    records.create(OwnCondition(own_measure=row, cut="amount", comparison="at_least", value="500"), by=cast.ada)
    count_own_measures(list(Event.objects.about(row)))
    records.change(Opportunity.objects.get(name="Small"), {"amount": Decimal(700)}, by=cast.ada)
    assert total("own.large", MARCH, by=cast.ada) == Decimal(1700)


def test_what_another_process_missed_is_counted_at_night(cast, deals):
    row = make(cast.ada, key="won_too", label="Won too", kind="variant", base="pipeline.won_amount", formula="")
    Entry.objects.filter(measure=row.name).delete()
    count_nightly.call()
    assert total("own.won_too", MARCH, by=cast.ada) == Decimal(1300)


@pytest.mark.parametrize(
    ("formula", "unit", "field", "told"),
    [
        ("pipeline.won_amount / nothing.here", "money", "formula", "There is no measure"),
        ("pipeline.won_amount + pipeline.days_to_win", "money", "formula", "unlike things"),
        ("pipeline.won_amount / (", "money", "formula", "cannot be read"),
        ("pipeline.won_amount / pipeline.won_count", "share", "unit", "another unit"),
        ("__import__('os')", "money", "formula", "There is no such function"),
        ("-" * 40 + "pipeline.won_amount", "money", "formula", "too large"),
        ("1 + 1", "count", "formula", "uses no measure"),
    ],
)
def test_a_faulty_formula_is_refused_with_its_place_and_mend(cast, formula, unit, field, told):
    assert told in refused(cast.ada, formula=formula, unit=unit)[field][0]


def test_a_formula_that_asks_for_itself_is_refused(cast):
    first = make(cast.ada)
    make(cast.ada, key="twice", label="Twice", formula="own.mean * 2")
    with pytest.raises(ValidationError, match="asks for itself"):
        records.change(first, {"formula": "own.twice / 2"}, by=cast.ada)


def test_a_condition_must_fit_the_records_and_name_what_there_is(cast):
    row = make(cast.ada, key="some", label="Some", kind="variant", base="pipeline.won_amount", formula="")
    for values, field in (({"cut": "product", "value": "Lathe"}, "cut"), ({"cut": "account_class", "value": "Z"}, "value")):
        with pytest.raises(ValidationError) as refusal:
            records.create(OwnCondition(own_measure=row, **values), by=cast.ada)
        assert field in refusal.value.message_dict


def test_the_short_name_never_changes(cast):
    row = make(cast.ada)
    with pytest.raises(ValidationError, match="short name"):
        records.change(row, {"key": "other"}, by=cast.ada)


def test_an_archived_measure_leaves_the_shelf(cast):
    records.archive(make(cast.ada), by=cast.ada)
    assert "own.mean" not in MEASURES


def test_another_process_takes_it_over_at_its_next_look(cast):
    make(cast.ada)
    del MEASURES["own.mean"]
    own._kept["stamp"] = (0, None)
    own.in_step()
    assert "own.mean" in MEASURES


def test_whoever_looks_on_makes_none(cast):
    with pytest.raises(PermissionDenied):
        make(cast.fang)
