"""What stands on the pages of reviews, cycles and criteria."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Part
from kaituo.foundation.ui.paper import links_to

from .choices import OTHERS, AssessmentState, ReviewState
from .faults import faults_of
from .models import Appeal, Assessment, Calibration, Cycle, Review, ReviewVersion
from .own import may_print
from .sheet import sheet_of
from .whom import called

STEPS = (
    ("assessing", pgettext_lazy("review", "Assessments")),
    ("proposed", pgettext_lazy("review", "Proposed")),
    ("calibrated", pgettext_lazy("review", "Calibrated")),
    ("shared", pgettext_lazy("review", "Shared")),
    ("acknowledged", pgettext_lazy("review", "Answered")),
    ("closed", pgettext_lazy("review", "Closed")),
)
PLACES = {"appealed": "shared", "decided": "shared"}


def steps_of(review: Review) -> list[tuple]:
    keys = [key for key, _label in STEPS if key != "calibrated" or review.cycle.is_calibrated]
    here = PLACES.get(review.state, review.state)
    at = keys.index(here) if here in keys else -1
    labels = dict(STEPS)
    return [(labels[key], "done" if index < at else ("current" if index == at else "todo")) for index, key in enumerate(keys)]


def lost_reviewers(reviews: list[Review]) -> dict[User, list[Review]]:
    """{who left: the reviews that waited for her}, to be given to others at once."""
    found: dict[User, list[Review]] = {}
    for each in reviews:
        if each.has_lost_reviewer:
            found.setdefault(each.reviewer, []).append(each)
    return found


class ReviewSheet(Part):
    """Where the review stands, and everything of it that the reader may read."""

    template = "reviews/parts/sheet.html"
    title = _("Results and judgements")

    def context(self, row: Review, user: User) -> dict | None:
        if row.cycle.review_version is None:
            return None
        mine = row.assessments.filter(writer=user).exclude(state=AssessmentState.DROPPED).select_related("review").first()
        return {"sheet": sheet_of(row, user), "steps": steps_of(row), "mine": mine, "currency": base_currency(), "is_mine": row.person_id == user.pk}


class Writers(Part):
    """Who writes, who has, and who is late: for whoever leads, never for the person."""

    template = "reviews/parts/writers.html"
    title = _("Who writes")

    def context(self, row: Review, user: User) -> dict | None:
        if row.person_id == user.pk:
            return None
        rows = list(visible(user, row.assessments.all()).select_related("writer", "review"))
        others = [each for each in rows if each.part in OTHERS and each.state != AssessmentState.DROPPED]
        return {
            "rows": rows,
            "today": clock.today(),
            "others": others,
            "least": row.cycle.review_version.least_others if row.cycle.review_version else 0,
        }


class Calibrations(Part):
    template = "reviews/parts/calibrations.html"
    title = _("Calibration")

    def context(self, row: Review, user: User) -> dict | None:
        rows = visible(user, Calibration.objects.filter(verdict__review=row)).select_related("before", "after", "judged_by")
        found = list(rows)
        return {"rows": found} if found else None


class Appeals(Part):
    template = "reviews/parts/appeals.html"
    title = pgettext_lazy("review", "Appeal")

    def context(self, row: Review, user: User) -> dict | None:
        found = list(visible(user, Appeal.objects.filter(review=row)).select_related("before", "after", "reader"))
        return {"rows": found, "today": clock.today()} if found else None


class ReviewPaper(Part):
    """The paper, once the person may have it."""

    template = "screens/parts/papers.html"
    title = _("Print")

    def context(self, row: Review, user: User) -> dict | None:
        return {"links": links_to("reviews-paper", row.pk)} if may_print(row, user) else None


class CriteriaSheet(Part):
    """The criteria as people read them; of a draft, what still keeps it from being published."""

    template = "reviews/parts/criteria.html"
    title = pgettext_lazy("review", "Criteria")

    def context(self, row: ReviewVersion, user: User) -> dict | None:
        return {
            "version": row,
            "criteria": list(row.criteria.select_related("card_template")),
            "faults": faults_of(row) if row.is_draft else [],
            "may_add": row.is_draft and may(user, "change", row),
        }


class CycleProgress(Part):
    """How far it is, who is late with what, and who fits but has no review."""

    template = "reviews/parts/progress.html"
    title = _("How far it is")

    def context(self, row: Cycle, user: User) -> dict | None:
        if row.is_draft:
            return {"called": called(row), "cycle": row} if may(user, "open_cycle", row) else None
        reviews = list(visible(user, Review.objects.filter(cycle=row)).exclude(person=user).select_related("person", "reviewer", "cycle"))
        if not reviews:
            return None
        missing = visible(user, Assessment.objects.asked().filter(review__in=reviews)).select_related("writer", "review__person", "review__cycle")
        counts = [(label, len([each for each in reviews if each.state == key])) for key, label in ReviewState.choices]
        has = {each.person_id for each in reviews} | {user.pk}
        alone = [person for person in called(row).alone if person.pk not in has]
        return {
            "counts": [(label, count) for label, count in counts if count],
            "missing": list(missing.order_by("due_on", "pk")),
            "lost": lost_reviewers(reviews),
            "gone": [each for each in reviews if each.has_lost_person],
            "unread": list(visible(user, Appeal.objects.unread().filter(review__in=reviews)).select_related("review__person", "reader")),
            "alone": alone,
            "today": clock.today(),
            "cycle": row,
            "may_calibrate": row.is_calibrated and may(user, "calibrate", Calibration.verdict.field.related_model),
        }
