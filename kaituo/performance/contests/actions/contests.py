"""A contest: announce it, admit somebody late, change its rules so that everybody knows, close, confirm, take the standing back, call off."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import ContestState
from ..examining import look_at
from ..forms import AdmitForm, AmendForm, ReasonForm
from ..freezing import freeze
from ..models import Amendment, Award, Contest, Entrant
from ..whom import called

FEWEST = 2


@action(label=pgettext_lazy("contest", "Announce"), says=events.CONTEST_ANNOUNCED, when="is_draft", icon="speakerphone")
def announce(contest: Contest, *, by: User) -> None:
    """From now on the rules stand, and who takes part is known to everybody."""
    if contest.last_on < clock.today():
        raise Refused(_("The last day has passed. Choose days to come."))
    entrants = called(contest)
    if len(entrants) < FEWEST:
        raise Refused(_("At least two take part. Say who: teams, people, or how they are engaged."))
    empty = [str(each.team) for each in entrants if contest.kind == "relay" and not each.legs]
    if empty:
        raise Refused(_("%(teams)s: nobody is there to run.") % {"teams": "、".join(empty)})
    for each in entrants:
        each.created_by = by
    Entrant.objects.bulk_create(entrants)
    contest.state = ContestState.RUNNING if contest.starts_on <= clock.today() else ContestState.ANNOUNCED
    contest.announced_at = clock.now()
    contest.save(update_fields=["state", "announced_at"])


@action(label=pgettext_lazy("contest", "Begin"), says=events.CONTEST_BEGUN, allow="announce", when="is_announced", icon="player-play")
def begin(contest: Contest, *, by: User) -> None:
    """On its first day; the night does it by itself."""
    if clock.today() < contest.starts_on:
        raise Refused(_("It begins on %(day)s.") % {"day": contest.starts_on})
    contest.state = ContestState.RUNNING
    contest.save(update_fields=["state"])


@action(
    label=pgettext_lazy("contest", "Admit somebody"),
    says=events.ENTRANT_ADMITTED,
    allow="announce",
    form=AdmitForm,
    when="is_under_way",
    icon="user-plus",
)
def admit(contest: Contest, *, by: User, person: User, reason: str) -> None:
    """Somebody who came late or was forgotten; what she does in the days of the contest counts like everybody's."""
    if contest.is_of_teams:
        raise Refused(_("Teams compete here; whoever joins a team runs with it."))
    if contest.entrants.filter(person=person).exists():
        raise Refused(_("%(person)s takes part already.") % {"person": person}, field="person")
    Entrant.objects.create(contest=contest, person=person, late_on=clock.today(), created_by=by)
    _write_down(contest, {"entrants": ["", str(person)]}, reason, by)


@action(
    label=pgettext_lazy("contest", "Change the rules"),
    says=events.RULES_AMENDED,
    allow="announce",
    form=AmendForm,
    when="is_under_way",
    icon="edit",
)
def amend(contest: Contest, *, by: User, rules: str, last_on: date, reason: str) -> None:
    """What may still change after the announcement, never silently: it is written down, and everybody who takes part is told."""
    changes = {name: [plain(getattr(contest, name)), plain(new)] for name, new in (("rules", rules), ("last_on", last_on))}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        raise Refused(_("Nothing would change."))
    if last_on < max(contest.starts_on, clock.today()):
        raise Refused(_("The last day cannot lie in the past."), field="last_on")
    contest.rules, contest.last_on = rules, last_on
    contest.save(update_fields=["rules", "last_on"])
    _write_down(contest, changes, reason, by)


@action(label=pgettext_lazy("contest", "Close"), says=events.CONTEST_CLOSED, when="is_closable", icon="flag")
def close(contest: Contest, *, by: User) -> None:
    """After the last day: the entries are examined, and what is doubtful waits for a decision."""
    contest.state, contest.closed_at = ContestState.CLOSED, clock.now()
    contest.save(update_fields=["state", "closed_at"])
    look_at(contest, clock.today())


@action(label=gettext_lazy("Examine the entries"), says=events.ENTRIES_EXAMINED, allow="close", when="is_examinable", icon="search")
def examine(contest: Contest, *, by: User) -> None:
    """Look for split, back-dated and reversed entries now; the night looks, too."""
    look_at(contest, clock.today())


@action(label=gettext_lazy("Confirm the standing"), says=events.CONTEST_CONFIRMED, when="is_closed", icon="trophy")
def confirm(contest: Contest, *, by: User) -> None:
    """The standing is frozen with the entries it rests on, and the prizes are given. Refused while something doubtful is undecided."""
    look_at(contest, clock.today())
    undecided = contest.findings.open().count()
    if undecided:
        raise Refused(_("%(count)s doubtful entries are undecided. Decide each one first: it counts, or it is left out.") % {"count": undecided})
    freeze(contest, by)
    contest.state, contest.confirmed_at, contest.confirmed_by = ContestState.CONFIRMED, clock.now(), by
    contest.save(update_fields=["state", "confirmed_at", "confirmed_by"])


@action(
    label=pgettext_lazy("contest", "Call off"),
    says=events.CONTEST_CALLED_OFF,
    allow="announce",
    form=ReasonForm,
    when="is_unfinished",
    icon="x",
    danger=True,
)
def call_off(contest: Contest, *, by: User, reason: str) -> None:
    """Nobody wins anything; everybody who took part is told why."""
    before, contest.state = contest.state, ContestState.CALLED_OFF
    contest.save(update_fields=["state"])
    _write_down(contest, {"state": [before, contest.state]}, reason, by)


@action(
    label=gettext_lazy("Take the standing back"),
    says=events.STANDING_TAKEN_BACK,
    allow="confirm",
    form=ReasonForm,
    when="is_taken_as_final",
    icon="arrow-back-up",
    danger=True,
)
def take_back(contest: Contest, *, by: User, reason: str) -> None:
    """The contest is closed again: entries are decided anew, then it is confirmed once more, or called off. Nobody keeps a prize of the old standing.

    What was paid or handed over cannot be taken back here: it is refused, naming whose and where. All prizes are locked first, so that no run
    that is locked at the same moment pays one of them.
    """
    awards = contest.awards.filter(archived_at=None)
    kept = list(awards.select_for_update(of=("self",)).select_related("person", "run").order_by("pk"))
    _refuse_given([each for each in kept if each.run_id or each.handed_over_on])
    before, contest.state, contest.confirmed_at, contest.confirmed_by = contest.state, ContestState.CLOSED, None, None
    contest.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    awards.update(archived_at=clock.now())
    contest.standings.filter(archived_at=None).update(archived_at=clock.now())
    _write_down(contest, {"state": [before, contest.state]}, reason, by)


def _refuse_given(given: list[Award]) -> None:
    in_pay = [_("%(person)s: pay file of %(run)s") % {"person": each.person, "run": each.run} for each in given if each.run_id]
    in_hand = [_("%(person)s: %(thing)s, handed over") % {"person": each.person, "thing": each.thing} for each in given if not each.run_id]
    if given:
        raise Refused(
            _("Prizes were given already: %(prizes)s. Settle them by an adjustment in the next run, or get the thing back; the standing stays.")
            % {"prizes": "、".join([*in_pay, *in_hand])}
        )


def _write_down(contest: Contest, changes: dict, reason: str, by: User) -> None:
    Amendment.objects.create(contest=contest, changes=changes, reason=reason, created_by=by)
