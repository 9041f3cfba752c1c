"""Levels of people, and the proposals that move them: whoever the approval flow names decides."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.approvals.actions import ask
from kaituo.foundation.approvals.names import name
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.performance.reviews.models import Review

from .. import events
from ..choices import PromotionState
from ..climbing import climbs
from ..forms import PromotionForm
from ..models import LevelStanding, Promotion

PROMOTION = name("promotion", gettext_lazy("Promotion"), {"rung": gettext_lazy("Rung"), "missing": gettext_lazy("Criteria not met")})


@action(
    label=gettext_lazy("Propose a promotion"), says=events.PROMOTION_PROPOSED, allow="propose", form=PromotionForm, when="is_open", icon="trending-up"
)
def propose(standing: LevelStanding, *, by: User, starts_on: date, reason: str, review: Review | None = None) -> Promotion:
    """To the next level, with the criteria as they stand today. Nobody proposes herself."""
    if by.pk == standing.person_id:
        raise Refused(_("Nobody proposes herself. Speak with whoever leads you."))
    if not standing.person.is_active:
        raise Refused(_("%(person)s is no longer here.") % {"person": standing.person})
    if starts_on <= standing.starts_on:
        raise Refused(_("The new level begins after the present one."), field="starts_on")
    if review is not None and review.person_id != standing.person_id:
        raise Refused(_("This review is about somebody else."), field="review")
    climb = climbs([standing], clock.today())[0]
    missing = len(climb.findings) - climb.met_count
    row = Promotion(
        person=standing.person,
        former=standing.level,
        level=climb.level,
        review=review,
        starts_on=starts_on,
        reason=reason,
        findings=[each.kept for each in climb.findings],
        is_exception=bool(missing),
    )
    row.full_clean()
    row.save()
    ask(row, PROMOTION, {"rung": climb.level.position, "missing": missing}, by=by, note=reason[:300])
    return row


def settle(promotion: Promotion, *, is_approved: bool, by: User) -> None:
    """After the approval: the level is dated on the person, and the one before ends on that day."""
    promotion.state = PromotionState.APPROVED if is_approved else PromotionState.REJECTED
    promotion.save(update_fields=["state"])
    if is_approved:
        for standing in LevelStanding.objects.active().filter(person=promotion.person, ends_on=None):
            records.change(standing, {"ends_on": promotion.starts_on}, by=User.objects.system())
        row = LevelStanding(person=promotion.person, level=promotion.level, starts_on=promotion.starts_on)
        records.create(row, by=User.objects.system(), says=events.STANDING_PLACED)
    ring([state(events.PROMOTION_DECIDED, promotion, by=by)])
