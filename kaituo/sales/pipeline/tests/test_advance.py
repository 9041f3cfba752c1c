"""Moving a deal through its stages."""

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.models import Pipeline, Stage, StageMove


def test_a_new_deal_starts_in_the_first_open_stage_and_remembers_it(deal, stages, alice):
    assert deal.stage == stages["First talk"]
    assert [(each.from_stage, each.to_stage, each.by) for each in deal.stage_changes.all()] == [(None, stages["First talk"], alice)]


def test_a_move_is_remembered_with_from_to_and_by(deal, stages, alice):
    actions.advance(deal, by=alice, stage=stages["Offer made"])
    newest = deal.stage_changes.first()
    assert (newest.from_stage, newest.to_stage, newest.by) == (stages["First talk"], stages["Offer made"], alice)
    assert deal.stage == stages["Offer made"]


def test_missing_fields_are_named_and_the_deal_stays(deal, stages, alice, ada):
    records.change(stages["Offer made"], {"required_fields": ["contact", "next_step"]}, by=ada)
    with pytest.raises(Refused, match="Contact、Next step"):
        actions.advance(deal, by=alice, stage=stages["Offer made"])
    deal.refresh_from_db()
    assert (deal.stage, deal.stage_changes.count()) == (stages["First talk"], 1)


def test_a_stage_that_lists_moves_allows_no_other(deal, stages, alice, ada):
    records.create(StageMove(stage=stages["First talk"], to=stages["Need known"]), by=ada)
    with pytest.raises(Refused, match="cannot move"):
        actions.advance(deal, by=alice, stage=stages["Negotiation"])
    actions.advance(deal, by=alice, stage=stages["Need known"])
    assert deal.stage == stages["Need known"]


def test_a_deal_cannot_move_into_another_pipeline(deal, alice, ada):
    other = records.create(Stage(pipeline=records.create(Pipeline(name="Tenders"), by=ada), name="Asked", probability=0), by=ada)
    with pytest.raises(Refused, match="cannot move"):
        actions.advance(deal, by=alice, stage=other)


@pytest.mark.parametrize("closing", ["Won", "Lost"])
def test_a_deal_is_not_closed_by_moving_it(deal, stages, alice, closing):
    with pytest.raises(Refused, match="Win"):
        actions.advance(deal, by=alice, stage=stages[closing])


def test_a_team_mate_may_not_move_it(deal, stages, bob):
    with pytest.raises(PermissionDenied):
        actions.advance(deal, by=bob, stage=stages["Need known"])


def test_a_required_field_nobody_knows_is_refused(stages, ada):
    with pytest.raises(Exception, match="Unknown fields: colour"):
        records.change(stages["Need known"], {"required_fields": ["colour"]}, by=ada)
