"""What opens behind a figure is what it was read from: of what stands all that stands, whatever day it lies on."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.reports import Question
from kaituo.foundation.metrics.standing import Readings
from kaituo.foundation.ui.readings import entries_behind
from kaituo.office.insights.asked import Asked
from kaituo.office.insights.entries import described
from kaituo.office.insights.figures import entries, worked_out

from .test_reports import deal

LONG_AGO = date(2020, 3, 1)


def read(month):
    return Readings(list(MEASURES), month, today=timezone.localdate(), by=User.objects.system())


def test_every_figure_follows_from_the_entries_behind_it(cast, stages):
    deal(stages, cast.alice, expected_on=LONG_AGO)
    deal(stages, cast.bob)
    post_so_far()
    month, system = Period.containing(timezone.localdate(), PeriodKind.MONTH), User.objects.system()
    readings, wrong = read(month), []
    for measure in MEASURES.values():
        for person in (cast.alice, cast.bob):
            found = entries(measure, Question(people=(person.pk,)), {}, system, month)
            value = worked_out(measure, found)[1] if measure.formula else found.total()
            wrong += [(measure.name, value)] if value != readings.of(measure.name, person.pk).value else []
    assert wrong == []


def test_a_share_of_what_stands_is_told_with_its_parts(client, cast, stages):
    deal(stages, cast.alice, expected_on=LONG_AGO)
    deal(stages, cast.alice)
    post_so_far()
    month = Period.containing(timezone.localdate(), PeriodKind.MONTH)
    client.force_login(cast.mei)
    address = entries_behind("pipeline.aimless_share", month, person=cast.alice.pk)
    page = client.get(address).content.decode()
    assert "1970" not in page
    assert page.count(reverse("pipeline-opportunity-list")) and page.count("Open deals") >= 2
    assert f"{read(month).of('pipeline.aimless_share', cast.alice.pk).value:.0%}" in page


@pytest.mark.parametrize(("reader", "name"), [("alice", "Alice"), ("mei", "Alice"), ("charlie", "—")])
def test_whoever_sees_her_entries_reads_her_name(cast, reader, name):
    asked = Asked.of(QueryDict(f"measure=pipeline.open_count&person={cast.alice.pk}"))
    assert [text for key, _label, text in described(asked, getattr(cast, reader)) if key == "person"] == [name]
