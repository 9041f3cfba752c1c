"""A daily report for everybody, with one question that must be answered."""

import pytest
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.team.worklogs import actions
from kaituo.team.worklogs.models import ReportQuestion, ReportTemplate


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


@pytest.fixture
def daily(cast):
    row = records.create(ReportTemplate(name="Daily", measures=["pipeline.created_count"]), by=cast.ada)
    records.create(ReportQuestion(template=row, label="Done", draft="done", is_required=True), by=cast.ada)
    records.create(ReportQuestion(template=row, label="Next", draft="planned", position=1), by=cast.ada)
    return row


@pytest.fixture
def hand_in(daily):
    def write(by, text="Sold a lamp", day=None):
        day = day or timezone.localdate()
        worklog = actions.begin(daily, Period.inclusive(day, day), by=by)
        actions.hand_in(worklog, by=by, answers={str(daily.questions.first().pk): text})
        return worklog

    return write
