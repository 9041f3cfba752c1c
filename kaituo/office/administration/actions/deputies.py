"""Who stands in for a person while she is away."""

from django.db import transaction

from kaituo.foundation.approvals.models import Delegation
from kaituo.foundation.identity.models import Helping, User
from kaituo.foundation.records import actions as records


@transaction.atomic
def name_deputy(delegation: Delegation, *, by: User, with_records: bool) -> None:
    """The deputy decides what waits for the person and, if wished, acts on her records too. Two rows, so that either can end alone.

    Raises PermissionDenied when the person may not let others act for her, ValidationError for days in the wrong order.
    """
    records.create(delegation, by=by)
    if with_records:
        days = {"starts_on": delegation.starts_on, "ends_on": delegation.ends_on}
        records.create(Helping(rep=delegation.person, helper=delegation.delegate, **days), by=by)
