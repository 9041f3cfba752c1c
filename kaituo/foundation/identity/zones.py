"""Time zones: the names that are taken, how a form offers them, and the clock that a person lives by."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import User

WRONG = _("“%(name)s” is no time zone. Write it as area and city, such as Asia/Shanghai or Europe/London; left empty, it is the company's.")


@cache
def known() -> frozenset[str]:
    return frozenset(available_timezones())


def refuse_unknown_zone(name: str) -> None:
    """The validator of fields that keep a zone. Raises ValidationError."""
    if name and name not in known():
        raise ValidationError(WRONG, params={"name": name})


def zone_of(name: str) -> ZoneInfo:
    """The company's own for a person who chose none, and for a name that no longer is one."""
    return ZoneInfo(name if name in known() else settings.TIME_ZONE)


@contextmanager
def as_read_by(person: "User | None") -> Iterator[None]:
    """What is done for a person in the background speaks her language and keeps her clock, as a request of hers would; for nobody, the company's."""
    language, zone = (person.language, person.time_zone) if person else ("", "")
    with translation.override(language or settings.LANGUAGE_CODE), timezone.override(zone_of(zone)):
        yield


def offered() -> list[tuple[str, str]]:
    return [("", _("As the company")), *((name, name) for name in sorted(known()) if "/" in name)]


class ZoneField(forms.ChoiceField):
    """Chosen from the list; another name that is one, such as UTC, is taken too."""

    def __init__(self, **options) -> None:
        super().__init__(**{"label": _("Time zone"), "choices": offered, "required": False} | options)

    def validate(self, value: str) -> None:
        refuse_unknown_zone(value)
