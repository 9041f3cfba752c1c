"""Who hears of contests; doubtful entries wait for whoever confirms; prizes join the pay file of the run that is locked."""

from collections.abc import Iterable

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event
from kaituo.performance.commissions.events import RUN_LOCKED
from kaituo.performance.commissions.models import Run

from .choices import FindingState
from .events import (
    CONTEST_ANNOUNCED,
    CONTEST_CALLED_OFF,
    CONTEST_CLOSED,
    CONTEST_CONFIRMED,
    ENTRANT_ADMITTED,
    FINDING_DECIDED,
    RULES_AMENDED,
    STANDING_TAKEN_BACK,
)
from .models import Award, Contest, Entrant, Finding, Standing
from .notices import AMENDED, ANNOUNCED, CALLED_OFF, LEFT_OUT, NO_PLACE, OVER, RESULT, TAKEN_BACK, TO_DECIDE
from .seats import teams_below

CHANGES = {RULES_AMENDED.name: AMENDED, CONTEST_CALLED_OFF.name: CALLED_OFF, STANDING_TAKEN_BACK.name: TAKEN_BACK}


def taking_part(contest: Contest) -> list[User]:
    """Everybody whose entries count, and whoever leads a team that competes."""
    return list(User.objects.people().filter(pk__in={person for people in people_of(contest).values() for person in people}, is_active=True))


def people_of(contest: Contest) -> dict[int, set[int]]:
    """{entrant: the people behind it}."""
    entrants = list(contest.entrants.filter(archived_at=None))
    below = teams_below([each.team_id for each in entrants if each.team_id], contest.period)
    members: dict[int, set[int]] = {}
    rows = Membership.objects.filter(team__in={team for found in below.values() for team in found}, starts_on__lte=contest.last_on)
    for team, person in rows.exclude(ends_on__lte=contest.starts_on).values_list("team_id", "user_id"):
        members.setdefault(team, set()).add(person)
    return {each.pk: _people(each, below, members) for each in entrants}


def _people(entrant: Entrant, below: dict[int, set[int]], members: dict[int, set[int]]) -> set[int]:
    if entrant.person_id:
        return {entrant.person_id}
    return {person for team in below[entrant.team_id] for person in members.get(team, ())}


def _contests(events: Iterable[Event]) -> list[tuple[Event, Contest]]:
    rows = Contest.objects.select_related("owner").in_bulk([event.subject_id for event in events])
    return [(event, rows[event.subject_id]) for event in events]


@during(CONTEST_ANNOUNCED)
def tell_of_the_announcement(events: list[Event]) -> None:
    for event, row in _contests(events):
        tell(taking_part(row), ANNOUNCED, row, by=event.actor, first=row.starts_on, last=row.last_on)


@during(RULES_AMENDED, CONTEST_CALLED_OFF, STANDING_TAKEN_BACK)
def tell_of_changes(events: list[Event]) -> None:
    for event, row in _contests(events):
        tell(taking_part(row), CHANGES[event.name], row, by=event.actor, reason=event.inputs.get("reason", ""))


@during(ENTRANT_ADMITTED)
def tell_whoever_is_admitted(events: list[Event]) -> None:
    for event, row in _contests(events):
        latest = row.entrants.select_related("person").latest("pk")
        tell([latest.person], ANNOUNCED, row, by=event.actor, first=row.starts_on, last=row.last_on)


@during(CONTEST_CLOSED)
def tell_whoever_confirms(events: list[Event]) -> None:
    for event, row in _contests(events):
        judges = {row.owner, *people_over_all(Contest, "confirm")}
        undecided = row.findings.open().count()
        tell(judges, OVER, row, by=event.actor)
        if undecided:
            tell(judges, TO_DECIDE, row, by=event.actor, count=undecided)


@during(CONTEST_CONFIRMED)
def tell_the_results(events: list[Event]) -> None:
    """Each her own place and nobody else's."""
    for event, row in _contests(events):
        people = people_of(row)
        places = {person: each.place for each in Standing.objects.active().filter(contest=row) for person in people[each.entrant_id]}
        users = User.objects.people().filter(pk__in=places, is_active=True)
        told = [(user, RESULT if places[user.pk] else NO_PLACE, row, {"place": places[user.pk] or ""}) for user in users if user.pk != event.actor_id]
        tell_many(told, by=event.actor)


@during(FINDING_DECIDED)
def tell_whose_entry_is_left_out(events: list[Event]) -> None:
    for event in events:
        row = Finding.objects.select_related("person", "contest").get(pk=event.subject_id)
        if row.state == FindingState.LEFT_OUT:
            tell([row.person], LEFT_OUT, row.contest, by=event.actor, contest=row.contest.name, reason=row.reason)


@during(RUN_LOCKED)
def put_prizes_into_the_pay_file(events: list[Event]) -> None:
    """The first run of their currency that is locked from the contest's days on; so none is forgotten, and none is paid twice."""
    for run in Run.objects.filter(pk__in=[event.subject_id for event in events]):
        Award.objects.waiting_for(run.currency, run.ends_on).update(run=run)
