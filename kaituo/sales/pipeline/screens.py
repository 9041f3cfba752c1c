"""The screens of the pipeline, and the opportunities on an account's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money, Share
from kaituo.foundation.screens.parts import Board, Calendar, Facts, Lines, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .board import stages_of_pipeline
from .chance_part import ChanceFilter, ChancePart
from .choices import CATEGORY_TONES, FORECAST_TONES, KIND_TONES
from .forms import StageForm
from .models import Competitor, ForecastSubmission, LossReason, Opportunity, OpportunityLine, Pipeline, Rival, Stage, StageMove
from .outlook import reads_forecast
from .stage_path import StagePath

register(MenuItem("sales", _("Forecast"), "pipeline-forecast", "chart-line", 35, reads_forecast))


class OpportunityScreen(Screen):
    model = Opportunity
    slug = "opportunities"
    group, icon, order = "sales", "target-arrow", 30
    pinned = 5
    quick = True
    teaches = _("A deal starts here: who may buy what, for how much, and when.")
    reads = ("stage",)
    table = Columns(
        "name",
        "account",
        "stage",
        Money("amount"),
        "owner",
        "expected_on",
        "next_step",
        Column("days_in_stage", kind="days"),
        total="amount",
        hidden=(
            "number",
            "pipeline",
            "source",
            Money("weighted_amount"),
            Share("effective_probability"),
            Share("win_chance"),
            Badge("effective_category", tones=CATEGORY_TONES),
            "is_stale",
            "won_on",
            "lost_on",
            "loss_reason",
            "created_at",
        ),
    )
    filters = (
        "pipeline",
        "stage",
        "owner",
        "team",
        "expected_on",
        "amount",
        ChanceFilter("win_chance"),
        "source",
        "category",
        "won_on",
        "lost_on",
        "loss_reason",
        "tags",
    )
    finds = ("name", "number", "account__name", "account__sort_key")
    fields = (
        "name",
        "account",
        "contact",
        "owner",
        "pipeline",
        "amount",
        "currency",
        "expected_on",
        "probability",
        "category",
        "source",
        "next_step",
        "notes",
    )
    firsts = ("pipeline",)
    lines = (
        Lines(OpportunityLine, ("product", "quantity", "unit_price", "discount_rate"), through="opportunity", extra=0),
        Lines(Rival, ("competitor", "note"), through="opportunity", extra=0),
    )
    board = Board(
        by="stage",
        card=("account", Money("amount"), "owner", "expected_on", Column("days_in_stage", kind="days")),
        total="amount",
        drop=actions.advance,
        columns=stages_of_pipeline,
        switch="pipeline",
    )
    calendar = Calendar(on="expected_on")
    page = Page(
        StagePath(),
        Facts(
            "number",
            "account",
            "contact",
            "owner",
            Money("amount"),
            Money("weighted_amount"),
            Share("effective_probability"),
            Badge("effective_category", tones=CATEGORY_TONES),
            "expected_on",
            "next_step",
            "source",
            Column("days_in_stage", kind="days"),
            "won_on",
            "lost_on",
            "loss_reason",
            "notes",
        ),
        Related(
            "lines",
            "product",
            "quantity",
            Money("unit_price", currency="opportunity__currency"),
            Share("discount_rate"),
            Money("amount", currency="opportunity__currency"),
            size=200,
        ),
        Related("rivals", "competitor", "note"),
        Related("stage_changes", "from_stage", "to_stage", "by", "at", title=_("Way through the stages")),
        beside=(ChancePart(), Timeline()),
    )
    sheet = Sheet(key="number")
    buttons = (actions.advance, actions.win, actions.lose, actions.reopen, actions.reassign)
    forward = (actions.advance, actions.win)
    bulk = (actions.reassign, actions.advance, archive)
    inline = ("amount", "expected_on", "next_step", "source", "category")


class PipelineScreen(Screen):
    model = Pipeline
    table = Columns("name", "position")
    finds = ("name",)
    sort = "position"
    fields = ("name", "position")
    page = Page(
        Facts("name", "position"), Related("stages", "name", Badge("kind", tones=KIND_TONES), Share("probability"), "category", "stale_after_days")
    )
    sheet = Sheet(key="name")


class StageScreen(Screen):
    model = Stage
    table = Columns("name", "pipeline", "position", Badge("kind", tones=KIND_TONES), Share("probability"), "category", "stale_after_days")
    filters = ("pipeline", "kind", "category")
    sort = "position"
    form = StageForm
    lines = (Lines(StageMove, ("to",), through="stage", extra=0, title=_("Allowed moves (none: all)")),)
    page = Page(
        Facts("pipeline", "position", Badge("kind", tones=KIND_TONES), Share("probability"), "category", "stale_after_days"),
        Related("moves", "to", title=_("Allowed moves (none: all)")),
    )


class CompetitorScreen(Screen):
    model = Competitor
    group, icon, order = "sales", "flag", 80
    table = Columns("name", "website")
    finds = ("name",)
    sort = "name"
    fields = ("name", "website", "strengths", "weaknesses")
    page = Page(Facts("website", "strengths", "weaknesses"), Related("rivalries", "opportunity", "note", title=_("Deals")), beside=(Timeline(),))
    sheet = Sheet(key="name")


class LossReasonScreen(Screen):
    model = LossReason
    table = Columns("name", "position")
    sort = "position"
    fields = ("name", "position")
    page = Page(Facts("name", "position"))
    sheet = Sheet(key="name")


class ForecastScreen(Screen):
    model = ForecastSubmission
    slug = "forecasts"
    table = Columns("period", "owner", Badge("status", tones=FORECAST_TONES), "commit_amount", "best_case_amount", "counted_amount", "submitted_at")
    filters = ("status", "owner", "team")
    page = Page(
        Facts("period", "owner", Badge("status", tones=FORECAST_TONES), "commit_amount", "best_case_amount", "counted_amount", "note", "approved_by"),
        Related("adjustments", "commit_amount", "best_case_amount", "reason", "made_by", "created_at"),
        beside=(Timeline(),),
    )
    buttons = (actions.submit_forecast, actions.adjust_forecast, actions.approve_forecast)
    forward = (actions.submit_forecast, actions.approve_forecast)


class OpportunitiesOfAccount(Panel):
    """The deals of a customer, on the customer's page."""

    on = "customers.Account"
    template = Related.template
    title = _("Opportunities")

    def __init__(self) -> None:
        self.related = Related("opportunities", "name", "stage", Money("amount"), "owner", "expected_on", title=self.title)
        self.related.bind(Opportunity._meta.get_field("account").related_model)

    @property
    def size(self) -> int:
        return self.related.size

    def context(self, row: models.Model, user: User) -> dict | None:
        return self.related.context(row, user)
