"""The access that a duty opens to whoever has it: a share of the record, for the right and the days that the duty says."""

from collections.abc import Iterable

from kaituo.foundation.identity.models import Share

from .choices import Right
from .models import Duty


def open_to(duties: Iterable[Duty]) -> None:
    """Bring the shares in step with these duties, however they changed."""
    for duty in duties:
        if duty.is_archived or duty.role.right == Right.NONE:
            _close(duty)
        else:
            _open(duty)


def _open(duty: Duty) -> None:
    subject = duty.subject
    values = {
        "model": subject.label,
        "record_id": subject.pk,
        "user_id": duty.person_id,
        "verb": duty.role.right,
        "starts_on": duty.starts_on,
        "ends_on": duty.ends_on,
    }
    if duty.opening_id:
        Share.objects.filter(pk=duty.opening_id).update(**values)
    else:
        share = Share.objects.create(**values)
        type(duty).objects.filter(pk=duty.pk).update(opening=share)


def _close(duty: Duty) -> None:
    if duty.opening is not None:
        duty.opening.close()
        duty.opening.save(update_fields=["ends_on"])
