"""What holds at the moment: the rules, who has agreed to positions, and whether it is working time for a person."""

from datetime import datetime

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of

from .models import Consent, VisitRules
from .models.consent import WORDING


def rules() -> VisitRules:
    """The company's, or those a new installation starts with."""
    return VisitRules.objects.active().order_by("pk").first() or VisitRules()


def consent_of(person: User) -> Consent | None:
    """The one that stands and is of the present wording."""
    return Consent.objects.filter(person=person, withdrawn_at=None, wording=WORDING).first()


def is_working_time(person: User, moment: datetime, ruled: VisitRules) -> bool:
    """By the person's own clock, on a working day of the company."""
    local = moment.astimezone(zone_of(person.time_zone))
    return ruled.begins_at <= local.time() <= ruled.ends_at and work_calendar().is_workday(local.date())
