"""What waits for one person: her own reviews, what she is asked to write, and appeals she reads."""

from dataclasses import dataclass

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User

from .choices import AssessmentState, Part, ReviewState
from .models import Appeal, Assessment, Cycle, Review

EARLIER = 12


@dataclass
class Desk:
    """`todo` are assessments she owes, the earliest first; `own` her reviews that are under way; `ahead` cycles whose criteria she may read already."""

    todo: list[Assessment]
    appeals: list[Appeal]
    own: list[Review]
    earlier: list[Review]
    settled: list[Review]


def desk_of(user: User) -> Desk:
    """The grants of her roles say whether she has a desk; what is on it is hers by being named."""
    own = list(Review.objects.standing().filter(person=user).select_related("cycle__review_version__template", "cycle__template", "reviewer"))
    todo = Assessment.objects.asked().filter(writer=user, state=AssessmentState.ASKED)
    appeals = Appeal.objects.open().filter(reader=user)
    led = Review.objects.standing().filter(reviewer=user).exclude(state__in=(ReviewState.CLOSED, ReviewState.ASSESSING))
    return Desk(
        list(todo.select_related("review__person", "review__cycle").order_by("due_on", "pk")),
        list(appeals.select_related("review__person", "review__cycle").order_by("due_on")),
        [each for each in own if each.state != ReviewState.CLOSED],
        [each for each in own if each.state == ReviewState.CLOSED][:EARLIER],
        list(led.select_related("person", "cycle").order_by("state", "pk")),
    )


def may_print(review: Review, reader: User) -> bool:
    """The paper says all that the person reads: it is for her, and for whoever reads what her manager wrote; not for whoever sees the result alone."""
    if not review.is_shared:
        return False
    return reader.pk == review.person_id or visible(reader, Assessment.objects.handed_in().filter(review=review, part=Part.MANAGER)).exists()


def criteria_for(user: User) -> list[Cycle]:
    """The open cycles in which she is reviewed, for the criteria that hold."""
    return list(Cycle.objects.open().filter(reviews__person=user).select_related("review_version"))
