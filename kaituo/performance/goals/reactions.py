"""What targets show when somebody leaves: those that run or are still to come. They are withdrawn or set anew by hand, never passed on."""

from kaituo.foundation.records import clock
from kaituo.foundation.records.belongings import belonging

from .choices import TargetState
from .models import Target

belonging(
    "goals.Target",
    lambda person: Target.objects.active().filter(person=person, state=TargetState.ACTIVE, ends_on__gt=clock.today()),
    is_passed_on=False,
)
