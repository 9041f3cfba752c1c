"""Criteria: begin a new version, publish it."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..faults import faults_of
from ..forms import VersionReasonForm
from ..models import Criterion, Grade, ReviewTemplate, ReviewVersion

KEPT = ("least_weight", "proof_below", "proof_above", "least_others")
CRITERION_KEPT = (
    "position",
    "section",
    "kind",
    "question",
    "words",
    "measure",
    "against",
    "target",
    "points",
    "least_count",
    "card_template",
    "weight",
)
GRADE_KEPT = ("name", "least_points", "guide_share", "bonus_factor")


@action(label=gettext_lazy("New version"), says=events.VERSION_BEGUN, allow="change", form=VersionReasonForm, when="is_published", icon="copy")
def begin_version(template: ReviewTemplate, *, by: User, reason: str) -> ReviewVersion:
    """A draft with everything of the present version, to be changed and published. What is under way keeps the version it was opened with."""
    present = template.present_version
    number = max(template.versions.values_list("number", flat=True)) + 1
    version = ReviewVersion(template=template, number=number, reason=reason, **{name: getattr(present, name) for name in KEPT})
    records.create(version, by=by)
    for row in present.criteria.all():
        records.create(Criterion(review_version=version, **{name: getattr(row, name) for name in CRITERION_KEPT}), by=by)
    for row in present.grades.all():
        records.create(Grade(review_version=version, **{name: getattr(row, name) for name in GRADE_KEPT}), by=by)
    return version


@action(label=pgettext_lazy("criteria", "Publish"), says=events.VERSION_PUBLISHED, when="is_draft", icon="send")
def publish(review_version: ReviewVersion, *, by: User) -> None:
    """From now on they stay as they are, and every person reads them. Refused while anything is wrong, naming the place."""
    if found := faults_of(review_version):
        raise Refused(" ".join(found))
    review_version.published_at, review_version.published_on = clock.now(), clock.today()
    review_version.save(update_fields=["published_at", "published_on"])
