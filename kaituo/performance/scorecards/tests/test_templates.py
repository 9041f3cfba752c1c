"""Templates are published before they count, and never change silently."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.scorecards.actions import begin_version, release, version_for
from kaituo.performance.scorecards.models import Assignment, TemplateVersion

from .conftest import MAY, line


def test_weights_that_do_not_add_up_are_refused_naming_what_is_missing(cast, draft):
    with pytest.raises(Refused, match="60 % instead of 100 %; 40 are missing"):
        release(draft, by=cast.ada)


def test_a_released_version_stays_as_it_is(cast, template):
    version = template.present_version
    indicator = version.indicators.first()
    for row, values in ((version, {"good_from": 90}), (indicator, {"weight": Decimal(50)})):
        with pytest.raises(ValidationError, match="released"):
            records.change(row, values, by=cast.ada)


def test_a_new_version_never_holds_for_a_period_that_has_begun(cast, template):
    version = begin_version(template, by=cast.ada, starts_on=MAY)
    with pytest.raises(Refused, match="holds from that day already"):
        release(version, by=cast.ada)


def test_a_new_version_holds_from_its_own_period_on(cast, template):
    version = begin_version(template, by=cast.ada, starts_on=date(2026, 6, 1))
    assert [row.weight for row in version.indicators.all()] == [Decimal(60), Decimal(40)]
    release(version, by=cast.ada)
    held = [version_for(template, template.period_on(day)).starts_on for day in (date(2026, 5, 9), date(2026, 6, 9))]
    assert held == [MAY, date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"points": "1=100"}, "points"),
        ({"points": "1=100, 0.5=50"}, "points"),
        ({"points": "much=more"}, "points"),
        ({"target": Decimal(0)}, "target"),
        ({"measure": "no.such"}, "measure"),
        ({"weight": 0}, "weight"),
        ({"against": "judgement", "objective": ""}, "objective"),
    ],
)
def test_a_faulty_indicator_is_refused_at_its_field(cast, draft, values, field):
    with pytest.raises(ValidationError) as refused:
        line(cast, draft, **values)
    assert field in refused.value.message_dict


def test_a_version_begins_with_a_period(cast, draft):
    with pytest.raises(ValidationError, match="begins with a period"):
        records.create(TemplateVersion(template=draft.template, starts_on=date(2026, 6, 2)), by=cast.ada)


def test_nobody_gets_the_same_template_twice_on_one_day(cast, template):
    with pytest.raises(ValidationError, match="already"):
        records.create(Assignment(template=template, team=cast.east, starts_on=date(2026, 7, 1)), by=cast.ada)
