"""Letters about somebody's account."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by


@task()
def tell_former_address(person_id: int, address: str, mover: str, at: str) -> int:
    """Written in the person's language and on her clock; says no word of the new address, which is nobody's business there."""
    person = User.objects.get(pk=person_id)
    with as_read_by(person):
        words = {"person": person, "mover": mover, "at": datetime.fromisoformat(at)}
        letter = EmailMessage(
            _("The e-mail address of your account was changed"), render_to_string("administration/email_changed.txt", words), to=[address]
        )
    return letter.send()
