"""The screens of reviews."""

from decimal import Decimal

from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register
from kaituo.performance.scorecards.choices import line_state

from .actions import answering, assessing, criteria, cycles
from .choices import APPEAL_TONES, ASSESSMENT_TONES, CYCLE_TONES, REVIEW_TONES
from .forms import CriterionForm, CycleForm
from .models import Appeal, Assessment, BonusFactor, Criterion, Cycle, CycleScope, Grade, Review, ReviewTemplate, ReviewVersion, Verdict
from .parts import Appeals, Calibrations, CriteriaSheet, CycleProgress, ReviewPaper, ReviewSheet, Writers

engines["jinja"].plain.filters.update({"decimal": Decimal, "line_state": line_state})

CRITERION_FIELDS = (
    "position",
    "section",
    "kind",
    "question",
    "words",
    "measure",
    "card_template",
    "against",
    "target",
    "points",
    "least_count",
    "weight",
)
LIMITS = ("least_weight", "proof_below", "proof_above", "least_others")


class ReviewScreen(Screen):
    model = Review
    group, icon, order = "performance", "clipboard-check", 30
    table = Columns(
        "person",
        "cycle",
        Column("period", label=_("Period")),
        Badge("state", tones=REVIEW_TONES),
        "reviewer",
        "answer_by",
        hidden=("shared_at", "answered_at"),
    )
    filters = ("cycle", "state", "person", "reviewer", "answer_by")
    reads = ("cycle",)
    page = Page(ReviewSheet(), Appeals(), Calibrations(), beside=(Writers(), ReviewPaper(), Timeline()))
    buttons = (
        answering.acknowledge,
        answering.appeal,
        answering.share,
        assessing.ask_others,
        assessing.replace_reviewer,
        answering.call_off,
    )
    forward = (answering.share, answering.acknowledge)
    bulk = (assessing.replace_reviewer, answering.share)
    teaches = _("Reviews begin when a cycle is opened for people.")


class AssessmentScreen(Screen):
    """What one is asked to write."""

    model = Assessment
    table = Columns(
        Column("review__person", label=pgettext_lazy("review", "Reviewed")),
        "part",
        "writer",
        "due_on",
        Badge("state", tones=ASSESSMENT_TONES),
        hidden=("handed_in_at",),
    )
    filters = ("state", "part", "due_on", "writer")
    sort = "due_on"
    reads = ("review__person",)
    page = Page(
        Facts("review", "part", "writer", "due_on", Badge("state", tones=ASSESSMENT_TONES), "handed_in_at", "dropped_because"), beside=(Timeline(),)
    )
    buttons = (assessing.hand_in, assessing.take_back, assessing.drop)
    is_plain = True


class VerdictScreen(Screen):
    model = Verdict
    table = Columns(Column("review__person", label=pgettext_lazy("review", "Reviewed")), "score", "proposed_grade", "grade", "judged_weight")
    filters = ("review__cycle", "grade")
    reads = ("review__person", "review__cycle")
    page = Page(Facts("review", "score", "judged_weight", "proposed_grade", "grade", "summary", "training"), beside=(Timeline(),))
    buttons = (answering.calibrate,)
    is_plain = True


class AppealScreen(Screen):
    model = Appeal
    slug = "review-appeals"
    table = Columns(
        Column("review__person", label=pgettext_lazy("review", "Reviewed")),
        "reader",
        "due_on",
        Badge("outcome", tones=APPEAL_TONES),
        "decided_at",
        hidden=("before", "after"),
    )
    filters = ("outcome", "reader", "due_on")
    reads = ("review__person", "review__cycle")
    page = Page(
        Facts("review", "reason", "reader", "due_on", Badge("outcome", tones=APPEAL_TONES), "before", "after", "answer", "decided_at"),
        beside=(Timeline(),),
    )
    buttons = (answering.decide, answering.name_reader)
    forward = (answering.decide,)
    is_plain = True


class CycleScreen(Screen):
    model = Cycle
    slug = "review-cycles"
    table = Columns("name", "template", Column("period", label=_("Period")), Badge("state", tones=CYCLE_TONES), "manager_by", "calibrated_by")
    filters = ("state", "template", "starts_on")
    sort = "-starts_on"
    finds = ("name",)
    form = CycleForm
    lines = (Lines(CycleScope, ("team", "role", "engagement", "with_leads"), through="cycle", extra=2, title=_("Reviewed are")),)
    reads = ("template",)
    page = Page(
        CycleProgress(),
        Facts(
            "template",
            Column("period", label=_("Period")),
            Badge("state", tones=CYCLE_TONES),
            "review_version",
            "self_by",
            "others_by",
            "manager_by",
            "calibrated_by",
            "answer_days",
            "appeal_days",
        ),
        Related("scopes", "team", "role", "engagement", "with_leads"),
        Related("reviews", "person", "reviewer", Badge("state", tones=REVIEW_TONES), "answer_by", size=60),
        beside=(Timeline(),),
    )
    buttons = (cycles.open_cycle, cycles.share_ready, cycles.add_person, cycles.close_cycle)
    forward = (cycles.open_cycle,)
    teaches = _("A cycle opens reviews for people: from the self-assessment to the acknowledgement, with a day for each step.")


class ReviewTemplateScreen(Screen):
    model = ReviewTemplate
    slug = "review-templates"
    table = Columns("name", "rhythm", "job")
    sort = "name"
    fields = ("name", "rhythm", "job", "note")
    page = Page(
        Facts("rhythm", "job", "note"),
        Related("versions", "number", "published_at", "reason"),
        Related("cycles", "name", "starts_on"),
        beside=(Timeline(),),
    )
    buttons = (criteria.begin_version,)
    teaches = _("A template says what people are reviewed by. Give it criteria, publish them before the period, then open a cycle.")


class ReviewVersionScreen(Screen):
    model = ReviewVersion
    slug = "review-criteria"
    table = Columns("template", "number", "published_at", "reason")
    filters = ("template",)
    fields = ("template", "reason", *LIMITS)
    lines = (
        Lines(Criterion, CRITERION_FIELDS, through="review_version", extra=1, title=pgettext_lazy("review", "Criteria")),
        Lines(
            Grade, ("name", "least_points", "guide_share", "bonus_factor"), through="review_version", extra=1, title=pgettext_lazy("review", "Grades")
        ),
    )
    page = Page(CriteriaSheet(), Facts("template", "number", "published_at", "reason", *LIMITS), beside=(Timeline(),))
    buttons = (criteria.publish,)
    reads = ("template",)


class CriterionScreen(Screen):
    model = Criterion
    slug = "review-questions"
    table = Columns("review_version", Column("label", label=_("Criterion")), "section", "kind", "weight")
    filters = ("review_version", "kind")
    reads = ("card_template",)
    form = CriterionForm
    page = Page(Facts("review_version", *CRITERION_FIELDS), beside=(Timeline(),))
    is_plain = True


class BonusFactorScreen(Screen):
    model = BonusFactor
    slug = "bonus-factors"
    table = Columns("person", "starts_on", "ends_on", "factor")
    filters = ("person", "starts_on")
    sort = "-starts_on"
    page = Page(Facts("person", "starts_on", "ends_on", "factor"), beside=(Timeline(),))
    is_plain = True


def _may_see(user: User) -> bool:
    return may(user, VIEW, Review)


def _may_open(user: User) -> bool:
    return may(user, "open_cycle", Cycle)


def _may_write(user: User) -> bool:
    return may(user, "create", ReviewTemplate)


def _pays(user: User) -> bool:
    return may(user, VIEW, BonusFactor) and not _may_see(user)


def _criteria_on(name: str, user: User) -> list[Use]:
    count = visible(user, Criterion.objects.active()).filter(measure=name, review_version__published_at__isnull=False).count()
    text = ngettext("one criterion", "%(num)s criteria", count) % {"num": count}
    return [Use(Review._meta.verbose_name_plural, text)] if count else []


register(MenuItem("performance", _("My review"), "reviews-mine", "user-check", 6, _may_see))
register(MenuItem("performance", _("Review cycles"), "reviews-cycle-list", "calendar-event", 61, _may_open))
register(MenuItem("performance", _("Review templates"), "reviews-reviewtemplate-list", "template", 62, _may_write))
register(MenuItem("performance", _("Bonus factors"), "reviews-bonusfactor-list", "coins", 63, _pays))
register_use(_criteria_on)
