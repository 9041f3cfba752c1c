"""The template file of a screen: the headings in the reader's language, and one row that shows how it is meant."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import Screen

from .sheets import offered_fields


def template_of(screen: Screen, user: User) -> tuple[list[str], list[list[str]]]:
    fields = [screen.model._meta.get_field(name) for name in offered_fields(screen, user)]
    return [str(field.verbose_name) for field in fields], [[str(example(field, user)) for field in fields]]


def example(field: models.Field, user: User) -> object:
    if field.related_model is User:
        return user.username
    if field.choices:
        return field.flatchoices[0][1]
    if field.is_relation:
        return ""
    return next((value() for kind, value in EXAMPLES if isinstance(field, kind)), _("Example") if not field.blank else "")


def _today() -> date:
    return timezone.localdate()


EXAMPLES = [
    (models.BooleanField, lambda: _("Yes")),
    (models.DateField, _today),
    (models.DecimalField, lambda: Decimal(0)),
    (models.IntegerField, lambda: 0),
]
