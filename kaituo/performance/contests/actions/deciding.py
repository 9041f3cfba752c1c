"""What a person decides: whether a doubtful entry counts, that a thing was handed over, whether her own name stands on boards."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import DecideForm
from ..models import Award, Finding, RankingWish


@action(label=gettext_lazy("Decide"), says=events.FINDING_DECIDED, form=DecideForm, when="is_decidable", icon="gavel")
def decide(finding: Finding, *, by: User, outcome: str, reason: str) -> None:
    """The entry counts, or is left out; nobody decides about her own."""
    if by.pk == finding.person_id:
        raise PermissionDenied(_("Somebody else decides about entries of your own."))
    finding.state, finding.reason, finding.decided_by, finding.decided_at = outcome, reason, by, clock.now()
    finding.save(update_fields=["state", "reason", "decided_by", "decided_at"])


@action(label=gettext_lazy("Hand over"), says=events.PRIZE_HANDED_OVER, when="is_to_hand_over", icon="gift")
def hand_over(award: Award, *, by: User) -> None:
    """The thing that was won is in the winner's hands."""
    award.handed_over_on = clock.today()
    award.save(update_fields=["handed_over_on"])


@transaction.atomic
def choose_ranking(is_unnamed: bool, *, by: User) -> RankingWish:
    """Whether one's own name stands on boards that others read."""
    row = RankingWish.objects.filter(person=by).first()
    if row is None:
        return records.create(RankingWish(person=by, is_unnamed=is_unnamed), by=by, says=events.RANKING_CHOSEN)
    return records.change(row, {"is_unnamed": is_unnamed}, by=by, says=events.RANKING_CHOSEN)
