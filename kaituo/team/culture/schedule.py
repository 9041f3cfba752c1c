"""What recognition does by the clock: badges each night, the week on Fridays."""

from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from .actions import award
from .earning import earned_on
from .telling import tell_of_the_week

FRIDAY = 4


@task()
def award_badges() -> int:
    return len(award(earned_on(clock.today()), by=User.objects.system()))


@task()
def tell_the_week() -> int:
    """On Fridays."""
    today = clock.today()
    return tell_of_the_week(today) if today.weekday() == FRIDAY else 0


repeat("daily 03:10", award_badges)
repeat("daily 16:30", tell_the_week)
