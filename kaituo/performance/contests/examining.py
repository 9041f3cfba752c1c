"""Looking for what is doubtful. What was found before and decided stays decided; the same record is not found twice for the same reason."""

from datetime import date

from kaituo.foundation.records import clock

from .models import Contest, Finding
from .reckoning import Desk
from .suspicions import Suspicion, suspicions
from .whom import members


def look_at(contest: Contest, today: date) -> list[Finding]:
    """The new findings. Entries that are left out already are looked at, too: they may be doubtful for another reason."""
    desk = Desk(contest, today)
    entries = list(desk.entries())
    people = {person for seat in desk.seats for person in seat.people} | {entry.person_id for entry in entries if entry.person_id}
    teams = [team for seat in desk.seats for team in seat.teams]
    people |= {person.pk for person in members(teams, min(today, contest.last_on), with_leads=True)} if teams else set()
    known = set(contest.findings.values_list("doubt", "person_id", "subject_type", "subject_id"))
    found = {_key(each): each for each in suspicions(contest, entries, people)}
    fresh = [_finding(contest, each) for key, each in found.items() if key not in known]
    Finding.objects.bulk_create(fresh)
    contest.examined_at = clock.now()
    contest.save(update_fields=["examined_at"])
    return fresh


def _key(each: Suspicion) -> tuple:
    return (each.doubt, each.person, *each.subject)


def _finding(contest: Contest, each: Suspicion) -> Finding:
    subject_type, subject_id = each.subject
    return Finding(
        contest=contest,
        doubt=each.doubt,
        person_id=each.person,
        subject_type=subject_type,
        subject_id=subject_id,
        words=each.words,
        sources=[list(source) for source in each.sources],
    )
