"""What happens to contests at night: they begin, are looked through, and end."""

from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from .actions.contests import begin, close, examine
from .models import Contest


@task()
def turn_contests() -> int:
    """Begin what begins today, close what ended yesterday, examine what runs. Returns how many moved."""
    today, system = clock.today(), User.objects.system()
    moved = 0
    for contest in Contest.objects.to_begin(today):
        begin(contest, by=system)
        moved += 1
    for contest in Contest.objects.to_close(today):
        close(contest, by=system)
        moved += 1
    for contest in Contest.objects.running():
        examine(contest, by=system)
    return moved


repeat("daily 00:40", turn_contests)
