"""The bonus factor in a pay file: that of the last closed review, with the cycle it comes from."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.performance.commissions.paycolumns import PayColumn
from kaituo.performance.reviews.models import BonusFactor


def columns_of_reviews() -> list[PayColumn]:
    return [
        PayColumn("bonus_factor", _("Bonus factor"), of_people=_read(lambda row: row.factor)),
        PayColumn("bonus_source", _("Review behind the bonus factor"), of_people=_read(lambda row: str(row.review.cycle))),
    ]


def _read(value: Callable[[BonusFactor], Any]) -> Callable[[list[int], User], dict[int, Any]]:
    """The newest of each person, as far as the asker may see them."""

    def of_people(people: list[int], by: User) -> dict[int, Any]:
        rows = visible(by, BonusFactor.objects.filter(person__in=people)).select_related("review__cycle").order_by("ends_on", "pk")
        return {row.person_id: value(row) for row in rows}

    return of_people
