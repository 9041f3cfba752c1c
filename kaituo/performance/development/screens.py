"""The screens of development."""

from decimal import Decimal

from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from .actions import plans, promotions
from .choices import PLAN_TONES, PROMOTION_TONES
from .forms import PlanForm
from .models import CauseCheck, CheckIn, ImprovementPlan, Ladder, LadderLevel, LevelCriterion, LevelStanding, PlanTarget, Promotion
from .parts import Climbers, Findings, LevelsKept, PlanSheet, Rungs

engines["jinja"].plain.filters.update({"decimal": Decimal})


class ImprovementPlanScreen(Screen):
    model = ImprovementPlan
    slug = "improvement-plans"
    group, icon, order = "performance", "trending-up", 32
    table = Columns("person", "leader", Badge("state", tones=PLAN_TONES), "starts_on", "ends_on", "length", hidden=("extended_count", "ended_on"))
    filters = ("state", "person", "leader", "ends_on")
    form = PlanForm
    lines = (Lines(PlanTarget, ("measure", "figure", "is_ceiling", "fair_because"), through="plan", extra=2, title=_("Targets")),)
    page = Page(
        PlanSheet(),
        Facts("person", "leader", "review", Badge("state", tones=PLAN_TONES), "length", "starts_on", "ends_on", "extended_count", "ended_on"),
        beside=(Timeline(),),
    )
    buttons = (plans.sign, plans.check_causes, plans.end, plans.hand_over, plans.take_back)
    forward = (plans.sign,)
    teaches = _("A plan helps somebody back to her figures: check the causes, agree on targets and support, look at it every 30 days.")


class CauseCheckScreen(Screen):
    model = CauseCheck
    slug = "cause-checks"
    table = Columns(Column("plan__person", label=_("Person")), "cause", "speaks", "answer")
    reads = ("plan__person",)
    page = Page(Facts("plan", "cause", "speaks", "value", "beside", "answer"), beside=(Timeline(),))
    buttons = (plans.answer_cause,)
    is_plain = True


class CheckInScreen(Screen):
    model = CheckIn
    slug = "check-ins"
    table = Columns(Column("plan__person", label=_("Person")), "due_on", "held_on")
    filters = ("due_on", "held_on")
    sort = "due_on"
    reads = ("plan__person",)
    page = Page(Facts("plan", "due_on", "held_on", "note", "support_given"), beside=(Timeline(),))
    buttons = (plans.hold,)
    forward = (plans.hold,)
    is_plain = True


class LadderScreen(Screen):
    model = Ladder
    slug = "ladders"
    group, icon, order = "performance", "award", 33
    table = Columns("name", "note")
    sort = "name"
    fields = ("name", "note")
    page = Page(Rungs(), Climbers(), LevelsKept("levels", "position", "name", "least_months", "least_reviews", "least_score"), beside=(Timeline(),))
    teaches = _("A ladder says what each level asks for: months, closed reviews, figures. Everybody reads it, and who is near is shown.")


class LadderLevelScreen(Screen):
    model = LadderLevel
    slug = "ladder-levels"
    table = Columns("ladder", "position", "name", "least_months", "least_reviews", "least_score")
    filters = ("ladder",)
    fields = ("ladder", "position", "name", "duties", "least_months", "least_reviews", "least_score")
    lines = (Lines(LevelCriterion, ("measure", "figure", "months"), through="level", extra=2, title=_("Figures")),)
    page = Page(
        Facts("ladder", "position", "name", "duties", "least_months", "least_reviews", "least_score"),
        Related("criteria", Column("label", label=_("Measure")), "figure", "months"),
        beside=(Timeline(),),
    )
    is_plain = True


class LevelStandingScreen(Screen):
    model = LevelStanding
    slug = "levels-of-people"
    table = Columns("person", "level", "starts_on", "ends_on")
    filters = ("level", "person", "starts_on")
    sort = "-starts_on"
    fields = ("person", "level", "starts_on")
    page = Page(Facts("person", "level", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (promotions.propose,)
    forward = (promotions.propose,)
    reads = ("level",)
    is_plain = True


class PromotionScreen(Screen):
    model = Promotion
    table = Columns("person", "former", "level", "starts_on", Badge("state", tones=PROMOTION_TONES), "is_exception")
    filters = ("state", "person", "level", "starts_on")
    reads = ("former", "level")
    page = Page(
        Facts("person", "former", "level", "starts_on", Badge("state", tones=PROMOTION_TONES), "is_exception", "review", "reason"),
        Findings(),
        beside=(Timeline(),),
    )


def _keeps_levels(user: User) -> bool:
    return may(user, "create", LevelStanding)


def _proposes(user: User) -> bool:
    return may(user, "propose", LevelStanding)


def _used_on(name: str, user: User) -> list[Use]:
    count = visible(user, PlanTarget.objects.active()).filter(measure=name).count()
    text = ngettext("one target", "%(num)s targets", count) % {"num": count}
    return [Use(ImprovementPlan._meta.verbose_name_plural, text)] if count else []


register(MenuItem("performance", _("Levels of people"), "development-levelstanding-list", "stack-2", 64, _keeps_levels))
register(MenuItem("performance", _("Promotions"), "development-promotion-list", "medal", 34, _proposes))
register_use(_used_on)
