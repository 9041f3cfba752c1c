"""What letters can count: whether customers who wrote were answered as their class is promised, on the day on which they wrote."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Letter

# That a letter's time is over nobody states: those that hang on the clock are counted anew every night.
_letters = partial(
    measure,
    family=Family.SPEED,
    kind=FLOW,
    unit=COUNT,
    on="sent_at",
    credit=owner_credited("person"),
    follows={"email.Letter": "pk"},
    hangs_together=True,
)

_letters(
    "email.owed_count",
    _("Letters that were to be answered"),
    rows=Letter.objects.owed,
    direction=Direction.NEUTRAL,
    note=_("Letters from customers whose class promises an answer, once it is given or its time is over"),
)
_letters(
    "email.in_time_count",
    _("Letters answered within the promised hours"),
    rows=Letter.objects.answered_in_time,
    also=("email.owed_count",),
    note=_("By the working hours that the service policy of the customer's class promises"),
)
measure(
    "email.in_time_rate",
    _("Letters answered in time"),
    family=Family.SPEED,
    kind=RATIO,
    unit=SHARE,
    formula="kept / owed",
    names={"kept": "email.in_time_count", "owed": "email.owed_count"},
    note=_("Answered within the promised working hours ÷ all that were to be answered; those that need no answer do not count"),
)
