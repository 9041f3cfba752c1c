"""The screens of goals."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money, Share
from kaituo.foundation.screens.filters import Filter
from kaituo.foundation.screens.parts import Facts, Page, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.navigation import MenuItem, register

from .actions import agreeing, replanning, sharing, splitting, steps, targets
from .actuals import fill
from .choices import NATURE_TONES, STATE_TONES
from .forms import TargetForm, measure_choices
from .models import GoalPolicy, GoalStep, Target
from .pages import TargetPage
from .parts import ActionPlan, Agreement, CascadeTree, Pieces, Reachability, Replannings, Standing


class MeasureFilter(Filter):
    """The measures by the names people know."""

    def options(self, user) -> list[tuple[str, str]]:
        return measure_choices()


class GoalPolicyScreen(Screen):
    """From when on a target is behind, and how long an answer may take."""

    model = GoalPolicy
    slug = "goal-rules"
    group, icon, order = "performance", "adjustments", 71
    table = Columns(Share("behind_rate"), Share("far_behind_rate"), Share("fine_again_rate"), Share("elapsed_rate"), "answer_days")
    fields = ("behind_rate", "far_behind_rate", "fine_again_rate", "elapsed_rate", "answer_days")
    page = Page(
        Facts(Share("behind_rate"), Share("far_behind_rate"), Share("fine_again_rate"), Share("elapsed_rate"), "answer_days"), beside=(Timeline(),)
    )
    teaches = _("Without rules of your own a target is behind below 80 % of its pace, and an answer is reminded of after three workdays.")


class TargetScreen(Screen):
    model = Target
    group, icon, order = "performance", "target", 20
    table = Columns(
        Column("holder", label=_("Team or person")),
        Column("measure_label", label=_("Measure")),
        Column("period", label=_("Period")),
        Money("goal_amount"),
        Money("actual", label=_("Actual")),
        Share("attainment_rate", label=_("Attainment")),
        Badge("state", tones=STATE_TONES),
        "waits_for",
        "owner",
        hidden=(Badge("nature", tones=NATURE_TONES), Money("base_amount"), Money("stretch_amount"), "kind", "starts_on", "agreed_at"),
    )
    filters = (MeasureFilter("measure"), "kind", "starts_on", "owner", "team", "state", "waits_for", "nature")
    sort = "-starts_on"
    form = TargetForm
    page = Page(
        Agreement(),
        Standing(),
        Reachability(),
        ActionPlan(),
        CascadeTree(),
        Pieces(),
        Replannings(),
        Facts(
            Column("measure_label", label=_("Measure")),
            Column("holder", label=_("Team or person")),
            "owner",
            "kind",
            "starts_on",
            "parent",
            "whole",
            Badge("nature", tones=NATURE_TONES),
            "agreed_at",
            Badge("state", tones=STATE_TONES),
            "note",
        ),
        beside=(Timeline(),),
    )
    buttons = (
        agreeing.agree,
        agreeing.counter,
        agreeing.decline,
        sharing.cascade,
        splitting.split,
        sharing.fit,
        agreeing.offer,
        targets.replan,
        replanning.ask_replan,
        targets.take_gap,
        targets.withdraw,
    )
    page_view = TargetPage
    teaches = _("Give a team its target, then share it out among its members.")

    def opens_with(self) -> str:
        """The present periods before the past ones; next year's targets on demand."""
        return f"starts_on=..{timezone.localdate()}"

    def fill(self, rows: list[Target]) -> None:
        """What was reached of all these targets, in two queries."""
        fill(rows)


class GoalStepScreen(Screen):
    model = GoalStep
    slug = "goal-steps"
    table = Columns("what", "due_on", "done_on", Column("target", label=_("Target")))
    filters = ("due_on", "done_on")
    sort = "due_on"
    reads = ("target__person", "target__team")
    fields = ("target", "what", "due_on")
    page = Page(Facts("target", "what", "due_on", "done_on", "outcome"), beside=(Timeline(),))
    buttons = (steps.finish_step,)
    forward = (steps.finish_step,)
    is_plain = True


def _may_see_targets(user) -> bool:
    return may(user, VIEW, Target)


def _may_propose(user) -> bool:
    return may(user, "propose", Target)


def _may_set(user) -> bool:
    return may(user, "create", Target)


register(MenuItem("performance", _("My goals"), "goals-mine", "target-arrow", 8, _may_propose))
register(MenuItem("performance", _("Round of targets"), "goals-round", "writing", 12, _may_set))
register(MenuItem("performance", _("Target plan"), "goals-plan", "table", 10, _may_see_targets))


def _targets_on(name: str, user: User) -> list[Use]:
    """Where a measure is used: the targets that one may see."""
    count = visible(user, Target.objects.in_force()).filter(measure=name).count() if may(user, VIEW, Target) else 0
    text = ngettext("one target", "%(num)s targets", count) % {"num": count}
    return [Use(Target._meta.verbose_name_plural, text, f"{address('goals-target-list')}?measure={name}")] if count else []


register_use(_targets_on)
