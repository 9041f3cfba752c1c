"""What follows from an activity that was written down, by whatever way: the next contact is planned, and who is named in it hears of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.discussion import MENTION, mentioned
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.follow_ups import follow_up

from .events import ACTIVITY_LOGGED, FOLLOW_UP_PLANNED
from .models import Activity, FollowUp

follow_up(
    "activity",
    _("Call, message, e-mail or meeting that was written down"),
    facts=(ACTIVITY_LOGGED,),
    of={"activities.Activity": "account"},
    by_hand=(RECORD_CREATED,),
)
belonging("activities.FollowUp", lambda person: FollowUp.objects.open().filter(owner=person), goes_with="account_id")
NAMED = kind("activities.named", _("Follow-ups that name you"), _("%(actor)s named you in a follow-up with %(account)s: %(subject)s"), "message")


@during(RECORD_CREATED, ACTIVITY_LOGGED, subject="activities.Activity")
def plan_next(events: list[Event]) -> None:
    """What was imported from years ago promises nothing any more."""
    actors = {event.subject_id: event.actor for event in events}
    for activity in _written(events).filter(next_on__gte=clock.today()).select_related("account"):
        planned = FollowUp(
            account=activity.account,
            contact=activity.contact,
            opportunity=activity.opportunity,
            owner=activity.owner,
            kind=activity.kind,
            what=activity.next_step,
            due_on=activity.next_on,
        )
        records.create(planned, by=actors[activity.pk], says=FOLLOW_UP_PLANNED)


@during(ACTIVITY_LOGGED, subject="activities.Activity")
def tell_the_named(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for activity in _written(events).filter(text__contains="@").select_related("account"):
        if MENTION.search(activity.text):
            tell(mentioned(activity, activity.text), NAMED, activity, by=actors[activity.pk], account=str(activity.account))


def _written(events: list[Event]) -> QuerySet[Activity]:
    return Activity.objects.filter(pk__in=[event.subject_id for event in events])
