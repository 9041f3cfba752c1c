"""Who reaches a review and its parts, and the adjectives of them.

Whoever is reviewed sees what was said of her only once it is shared, and never who her peers were. Nobody sees the calibration of herself.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from kaituo.foundation.identity.access import NO_ROW, VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import OPEN_TO_THE_PERSON, OTHERS, AssessmentState, CycleState, Part, ReviewState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User


def led_by(user: "User", label: str, verb: str, day: date, path: str) -> Q:
    """Whoever stands below her in the teams she leads, or everybody where her role reaches all; never herself."""
    scopes = user.rights.reach(label, verb)
    if Scope.ALL in scopes:
        return ~Q(**{path: user})
    return _members(user, scopes & {Scope.SUBTREE}, day, path)


def beside(user: "User", label: str, verb: str, day: date, path: str) -> Q:
    """The people of her agency or her own team, where her role reaches these."""
    return _members(user, user.rights.reach(label, verb) & {Scope.AGENCY, Scope.TEAM}, day, path)


def _members(user: "User", scopes: frozenset[Scope], day: date, path: str) -> Q:
    if not scopes:
        return NO_ROW
    teams = user.reach_on(day).teams_of(frozenset(scopes))
    members = apps.get_model("identity", "Membership").objects.on(day).filter(team__in=teams)
    return Q(**{f"{path}__in": members.values("user")}) & ~Q(**{path: user})


def read_by(user: "User", path: str = "pk") -> Q:
    """The reviews whose appeal she was asked to read."""
    appeals = apps.get_model("reviews", "Appeal").objects.filter(reader=user)
    return Q(**{f"{path}__in": appeals.values("review")})


class VersionQuerySet(RecordQuerySet):
    def published(self) -> "VersionQuerySet":
        return self.active().filter(published_at__isnull=False, template__archived_at=None)

    def drafted(self) -> "VersionQuerySet":
        return self.active().filter(published_at__isnull=True)

    def published_before(self, day: date) -> "VersionQuerySet":
        return self.published().filter(published_on__lte=day)


class CycleQuerySet(RecordQuerySet):
    def open(self) -> "CycleQuerySet":
        return self.active().filter(state=CycleState.OPEN)


class ReviewQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        if verb in {"acknowledge", "appeal"}:
            return Q(person=user)
        label = self.model._meta.label
        leading = Q(reviewer=user) | led_by(user, label, verb, day, "person")
        if verb != VIEW:
            return leading & ~Q(person=user)
        shared = Q(state__in=OPEN_TO_THE_PERSON) & beside(user, label, verb, day, "person")
        return leading | Q(person=user) | read_by(user) | shared

    def standing(self) -> "ReviewQuerySet":
        return self.active().exclude(state=ReviewState.CALLED_OFF)

    def unfinished(self) -> "ReviewQuerySet":
        return self.standing().exclude(state=ReviewState.CLOSED)


class VerdictQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        label = self.model._meta.label
        leading = led_by(user, label, verb, day, "review__person")
        if verb != VIEW:
            return leading & ~Q(review__reviewer=user)
        own = Q(review__person=user) | beside(user, label, verb, day, "review__person")
        reading = Q(review__reviewer=user) | read_by(user, "review")
        return leading | reading | (own & Q(review__state__in=OPEN_TO_THE_PERSON))


class CalibrationQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return Q(verdict__review__reviewer=user) | led_by(user, self.model._meta.label, verb, day, "verdict__review__person")


class AppealQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        if verb == "decide":
            return Q(reader=user)
        leading = led_by(user, self.model._meta.label, verb, day, "review__person")
        own = Q(review__person=user) | Q(review__reviewer=user) | Q(reader=user)
        return leading | own if verb == VIEW else leading

    def open(self) -> "AppealQuerySet":
        return self.active().filter(outcome="open")

    def unread(self) -> "AppealQuerySet":
        """Open, and nobody is there who could decide."""
        return self.open().filter(Q(reader=None) | Q(reader__is_active=False))


class AssessmentQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        leading = Q(review__reviewer=user) | led_by(user, self.model._meta.label, verb, day, "review__person")
        if verb == "drop":
            return leading & Q(part__in=OTHERS) & ~Q(review__person=user)
        if verb != VIEW:
            return Q(writer=user)
        shared = Q(review__person=user, part=Part.MANAGER, review__state__in=OPEN_TO_THE_PERSON)
        reading = read_by(user, "review") & ~Q(review__person=user)
        return Q(writer=user) | (leading & ~Q(review__person=user)) | shared | reading

    def asked(self) -> "AssessmentQuerySet":
        return self.active().filter(state=AssessmentState.ASKED, review__state=ReviewState.ASSESSING)

    def handed_in(self) -> "AssessmentQuerySet":
        return self.active().filter(state=AssessmentState.HANDED_IN)


class AnswerQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """What is not handed in yet is its writer's alone."""
        if verb != VIEW:
            return Q(assessment__writer=user)
        rows = apps.get_model("reviews", "Assessment").objects.filter(state=AssessmentState.HANDED_IN)
        return Q(assessment__writer=user) | Q(assessment__in=rows.filter(rows.opened_for(user, verb, day)).values("pk"))
