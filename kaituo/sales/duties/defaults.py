"""The kinds of duties a new installation starts with. Administrators rename them and add their own."""

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records

from .choices import Right
from .models import DutyRole


def make_default_duty_roles(*, by: User) -> list[DutyRole]:
    if DutyRole.objects.exists():
        return list(DutyRole.objects.active())
    kinds = [
        DutyRole(name=_("Shares responsibility"), right=Right.CHANGE, shares_credit=True, position=10),
        DutyRole(name=_("Helps"), right=Right.CHANGE, shares_credit=True, position=20),
        DutyRole(name=_("Specialist"), right=Right.VIEW, shares_credit=True, position=30),
        DutyRole(name=_("Informed"), right=Right.VIEW, position=40),
    ]
    return [records.create(kind, by=by) for kind in kinds]
