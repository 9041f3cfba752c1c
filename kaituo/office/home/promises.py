"""What a person has promised for a span, as her report begins with it."""

from kaituo.field.activities.models import FollowUp
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.sales.pipeline.models import Opportunity
from kaituo.team.tasks.models import Task
from kaituo.team.worklogs.material import tells_plans


@tells_plans
def follow_ups(person: User, period: Period) -> list[str]:
    rows = FollowUp.objects.open().filter(owner=person, due_on__gte=period.start, due_on__lt=period.end)
    return [f"{row.account} · {row}" for row in rows.select_related("account").order_by("due_on", "at", "pk")]


@tells_plans
def deals_to_close(person: User, period: Period) -> list[str]:
    rows = Opportunity.objects.open().filter(owner=person, expected_on__gte=period.start, expected_on__lt=period.end)
    return [f"{row.account} · {row.name}" for row in rows.select_related("account").order_by("expected_on", "pk")]


@tells_plans
def tasks(person: User, period: Period) -> list[str]:
    rows = Task.objects.open().of([person.pk]).filter(due_on__gte=period.start, due_on__lt=period.end)
    return [str(row) for row in rows.order_by("due_on", "at", "pk")]
