"""How people are engaged, for whoever chooses by it: reviews, and plans that compare like with like."""

from kaituo.team.people.choices import Engagement
from kaituo.team.people.models import Staff


def people_engaged(engagement: str) -> set[int]:
    rows = Staff.objects.active().filter(engagement=engagement, left_on=None, user__isnull=False)
    return set(rows.values_list("user_id", flat=True))


CHOICES = list(Engagement.choices)
