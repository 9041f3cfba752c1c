"""A cycle: open it for people, add one, share what is ready, close it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state_many
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import CycleState, Part, ReviewState
from ..forms import AddPersonForm
from ..models import Appeal, Assessment, BonusFactor, Cycle, Review, ReviewVersion, Verdict
from ..whom import called, paired

NAMED = 5
OVER = (ReviewState.CLOSED, ReviewState.CALLED_OFF)


@action(label=pgettext_lazy("review cycle", "Open"), says=events.CYCLE_OPENED, when="is_draft", icon="flag")
def open_cycle(cycle: Cycle, *, by: User) -> None:
    """Everybody who fits gets a review with the criteria that were published before the period began."""
    cycle.review_version = _published_before(cycle)
    found = called(cycle)
    if not found.pairs:
        raise Refused(_("Nobody fits. Say who is reviewed; whoever nobody leads cannot be."))
    _begin(cycle, found.pairs, by=by)
    cycle.state = CycleState.OPEN
    cycle.save(update_fields=["state", "review_version"])


@action(label=gettext_lazy("Add a person"), says=events.PERSON_ADDED, allow="open_cycle", form=AddPersonForm, when="is_open", icon="user-plus")
def add_person(cycle: Cycle, *, by: User, person: User) -> None:
    """Who joined the circle late, or was forgotten."""
    found = paired([person], clock.today())
    if not found.pairs:
        raise Refused(_("Nobody leads %(person)s, so nobody could write the review.") % {"person": person}, field="person")
    _begin(cycle, found.pairs, by=by)


@action(label=gettext_lazy("Share what is ready"), says=events.CYCLE_SHARED, allow="open_cycle", when="is_open", icon="send")
def share_ready(cycle: Cycle, *, by: User) -> None:
    """Every review that is through its last step is shown to its person."""
    ready = [each for each in visible(by, Review.objects.standing().filter(cycle=cycle), "share").select_related("cycle") if each.is_ready]
    if not ready:
        raise Refused(_("Nothing is ready to be shared yet."))
    show(ready)
    ring(state_many(events.REVIEW_SHARED, ready, by=by))


@action(label=pgettext_lazy("review cycle", "Close"), says=events.CYCLE_CLOSED, allow="open_cycle", when="is_open", icon="lock")
def close_cycle(cycle: Cycle, *, by: User) -> None:
    """From now on nothing of it moves, and the bonus factors go to pay. Refused while a review is not shared or an appeal is open."""
    reviews = list(Review.objects.standing().filter(cycle=cycle).select_related("person", "cycle"))
    _refuse_unshared(reviews)
    for review in reviews:
        review.state = ReviewState.CLOSED
        review.version += 1
    Review.objects.bulk_update(reviews, ["state", "version"])
    _pay(reviews)
    ring(state_many(events.REVIEW_CLOSED, reviews, by=by))
    cycle.state, cycle.closed_at = CycleState.CLOSED, clock.now()
    cycle.save(update_fields=["state", "closed_at"])


def show(reviews: list[Review]) -> None:
    """The event is left by whoever calls."""
    answer_by = work_calendar().add_workdays(clock.today(), reviews[0].cycle.answer_days)
    for review in reviews:
        review.state, review.shared_at, review.answer_by = ReviewState.SHARED, clock.now(), answer_by
        review.version += 1
    Review.objects.bulk_update(reviews, ["state", "shared_at", "answer_by", "version"])


def _published_before(cycle: Cycle) -> ReviewVersion:
    version = cycle.template.versions.published_before(cycle.starts_on).order_by("-published_at", "-pk").first()
    if version is None:
        raise Refused(
            _("The criteria were not published before %(day)s. People must know them first: take a later period.") % {"day": cycle.starts_on}
        )
    return version


def _begin(cycle: Cycle, pairs: list[tuple[User, User]], *, by: User) -> None:
    _refuse_twice(cycle, [person for person, _reviewer in pairs])
    rows = [Review(cycle=cycle, person=person, reviewer=reviewer) for person, reviewer in pairs]
    records.create_many(rows, by=by, says=events.REVIEW_BEGUN)
    asked = [Assessment(review=row, part=Part.SELF, writer=row.person, due_on=cycle.self_by, created_by=by, version=1) for row in rows]
    asked += [Assessment(review=row, part=Part.MANAGER, writer=row.reviewer, due_on=cycle.manager_by, created_by=by, version=1) for row in rows]
    Assessment.objects.bulk_create(asked)


def _refuse_twice(cycle: Cycle, people: list[User]) -> None:
    """A month and a year may overlap; two quarters may not."""
    others = Review.objects.standing().filter(person__in=people, cycle__template__rhythm=cycle.template.rhythm)
    others = others.filter(cycle__starts_on__lt=cycle.ends_on, cycle__ends_on__gt=cycle.starts_on)
    names = [f"{each.person}（{each.cycle}）" for each in others.select_related("person", "cycle")[: NAMED + 1]]
    if names:
        shown = "、".join(names[:NAMED]) + ("…" if names[NAMED:] else "")
        raise Refused(_("In these days there is a review already of: %(names)s. Take them out, or call the other review off.") % {"names": shown})


def _refuse_unshared(reviews: Iterable[Review]) -> None:
    waiting = [str(each.person) for each in reviews if not each.is_shared]
    appealed = [str(each.review.person) for each in Appeal.objects.open().filter(review__in=list(reviews)).select_related("review__person")]
    if waiting:
        raise Refused(_("Not shared yet: %(names)s. Share these reviews or call them off first.") % {"names": "、".join(waiting[:NAMED])})
    if appealed:
        raise Refused(_("An appeal is not decided yet: %(names)s.") % {"names": "、".join(appealed[:NAMED])})


def _pay(reviews: list[Review]) -> None:
    """A grade without a factor pays nothing, and neither does a review with too little to judge."""
    verdicts = Verdict.objects.filter(review__in=reviews, grade__bonus_factor__isnull=False).select_related("grade", "review__cycle")
    BonusFactor.objects.bulk_create(
        [
            BonusFactor(
                review=each.review,
                person_id=each.review.person_id,
                starts_on=each.review.cycle.starts_on,
                ends_on=each.review.cycle.ends_on,
                factor=each.grade.bonus_factor,
                version=1,
            )
            for each in verdicts
        ]
    )
