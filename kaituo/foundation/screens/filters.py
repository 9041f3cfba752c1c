"""The filters of a list, each made from the model field it stands for, read from the address and never trusted."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import Team, TeamPath, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Tag, TagUse
from kaituo.foundation.records.spans import edge
from kaituo.foundation.ui import formats

from .columns import shown

EMPTY = "none"
OFFERED = 200
FEW = 12
"""Of more rows than this the filter becomes a search, and reads no further."""
LONGEST_ID = 18
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class Applied:
    """A filter in force, as its chip shows it."""

    name: str
    label: str
    text: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every query parameter that it may have come from."""
        return (self.name, f"{self.name}__from", f"{self.name}__to")


class Filter:
    """By default: one or several values of a field, each as its own query parameter."""

    kind = "choice"

    def __init__(self, name: str, *, label: str = "") -> None:
        self.name = name
        self._label = label
        self.model: type[models.Model] | None = None

    def bind(self, model: type[models.Model]) -> "Filter":
        self.model = model
        return self

    @cached_property
    def field(self) -> models.Field:
        model = self.model
        for part in self.name.split("__"):
            field = model._meta.get_field(part)
            model = field.related_model or model
        return field

    @property
    def label(self) -> str:
        return str(self._label) if self._label else capfirst(str(self.field.verbose_name))

    def asked(self, query: QueryDict) -> list[str]:
        return [value for value in query.getlist(self.name) if value]

    def shown_to(self, user: User) -> bool:
        """Whoever may not read a field could find its value out by filtering."""
        return shown(user, self.model, self.name) == Shows.FULL

    @property
    def lookup(self) -> str:
        """The kind of record to search for, where there are too many to list."""
        return ""

    def chosen(self, query: QueryDict, user: User) -> list[tuple[str, str]]:
        return []

    def condition(self, values: list[str], user: User) -> Q:
        wanted = self.known([value for value in values if value != EMPTY], user)
        condition = Q(**{f"{self.name}__in": wanted}) if wanted or EMPTY not in values else Q()
        return condition | Q(**{f"{self.name}__isnull": True}) if EMPTY in values else condition

    def known(self, values: list[str], user: User) -> list[str]:
        """The values that can stand in the field; whatever else the address holds matches nothing."""
        offered = {value for value, _text in self.options(user)}
        return [value for value in values if value in offered]

    def options(self, user: User) -> list[tuple[str, str]]:
        return [(str(value), str(text)) for value, text in self.field.flatchoices]

    def text(self, values: list[str], user: User) -> str:
        known = dict(self.options(user))
        return "、".join(_("(empty)") if value == EMPTY else known.get(value, value) for value in values)


class RelationFilter(Filter):
    """Rows that point to one of some other rows, which the person must be able to see herself."""

    kind = "relation"

    def rows(self, user: User) -> QuerySet:
        rows = self.field.related_model._default_manager.all()
        if self.field.related_model is User:
            return User.objects.people()
        return visible(user, rows)

    def known(self, values: list[str], user: User) -> list[str]:
        return [value for value in values if is_id(value)]

    @property
    def lookup(self) -> str:
        return self.field.related_model._meta.label

    def chosen(self, query: QueryDict, user: User) -> list[tuple[str, str]]:
        wanted = self.known(self.asked(query), user)
        return [(str(row.pk), str(row)) for row in self.rows(user).filter(pk__in=wanted)] if wanted else []

    def options(self, user: User) -> list[tuple[str, str]]:
        options = [(str(row.pk), str(row)) for row in self.rows(user)[: FEW + 1]]
        return [*options, (EMPTY, _("(empty)"))] if self.field.null else options

    def text(self, values: list[str], user: User) -> str:
        ids = self.known(values, user)
        names = [str(row) for row in self.rows(user).filter(pk__in=ids)]
        return "、".join([*names, *([_("(empty)")] if EMPTY in values else [])])


class DayFilter(Filter):
    """A span of days: "2026-03", "2026-Q1", "2026", "2026-03-01..2026-03-15", or a word: today, week, month, quarter, year, past, coming."""

    kind = "day"

    def asked(self, query: QueryDict) -> list[str]:
        return super().asked(query) or between(query, self.name)

    def condition(self, values: list[str], user: User) -> Q:
        start, end = self.span(values[0])
        condition = Q(**{f"{self.name}__gte": edge(self.field, start)}) if start else Q()
        return condition & Q(**{f"{self.name}__lt": edge(self.field, end)}) if end else condition

    def text(self, values: list[str], user: User) -> str:
        start, end = self.span(values[0]) if ".." in values[0] else (None, None)
        if start and end:
            return f"{formats.day(start)} – {formats.day(end - timedelta(days=1))}"
        if start or end:
            return _("from %(day)s") % {"day": formats.day(start)} if start else _("until %(day)s") % {"day": formats.day(end - timedelta(days=1))}
        return super().text(values, user)

    def span(self, text: str) -> tuple[date | None, date | None]:
        """Half-open; an unreadable text is no restriction."""
        today = timezone.localdate()
        words = {"past": (None, today), "coming": (today, None), "today": (today, today + timedelta(days=1))}
        if text in words:
            return words[text]
        if text in {"week", "month", "quarter", "year"}:
            period = Period.containing(today, text)
            return period.start, period.end
        try:
            if ".." in text:
                first, last = (date.fromisoformat(part) if part else None for part in text.split("..", 1))
                return first, last + timedelta(days=1) if last else None
            period = Period.parse(text)
            return period.start, period.end
        except (ValueError, OverflowError):
            return None, None

    def options(self, user: User) -> list[tuple[str, str]]:
        return [
            ("today", _("Today")),
            ("week", _("This week")),
            ("month", _("This month")),
            ("quarter", _("This quarter")),
            ("year", _("This year")),
            ("past", _("Before today")),
            ("coming", _("From today")),
        ]


class NumberFilter(Filter):
    """A range: "100..", "..500", "100..500", or one number."""

    kind = "number"

    def asked(self, query: QueryDict) -> list[str]:
        return super().asked(query) or between(query, self.name)

    def condition(self, values: list[str], user: User) -> Q:
        low, dots, high = values[0].partition("..")
        condition = Q()
        for suffix, text in (("gte", low), ("lte", high if dots else low)):
            number = _decimal(text)
            if number is not None:
                condition &= Q(**{f"{self.name}__{suffix}": number})
        return condition

    def options(self, user: User) -> list[tuple[str, str]]:
        return []


class YesNoFilter(Filter):
    kind = "choice"

    def condition(self, values: list[str], user: User) -> Q:
        wanted = [value == "yes" for value in values if value in {"yes", "no"}]
        return Q(**{f"{self.name}__in": wanted})

    def options(self, user: User) -> list[tuple[str, str]]:
        return [("yes", _("Yes")), ("no", _("No"))]


OWNER = "owner"


class TeamFilter(Filter):
    """Rows whose owner belongs today to a team or to one below it. Where a parent decides who sees a row, its own owner is meant all the same."""

    kind = "relation"

    @property
    def label(self) -> str:
        return _("Team")

    def condition(self, values: list[str], user: User) -> Q:
        today = timezone.localdate()
        paths = TeamPath.objects.on(today).filter(ancestor__in=[value for value in values if is_id(value)])
        members = User.objects.filter(memberships__team__in=paths.values("descendant"), memberships__starts_on__lte=today).filter(
            Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gt=today)
        )
        return Q(**{f"{access_of(self.model).owner or OWNER}__in": members.values("pk")})

    def options(self, user: User) -> list[tuple[str, str]]:
        return [(str(team.pk), team.name) for team in Team.objects.all()[:OFFERED]]


class TagFilter(Filter):
    kind = "relation"

    @property
    def label(self) -> str:
        return _("Tags")

    def condition(self, values: list[str], user: User) -> Q:
        uses = TagUse.objects.filter(subject_type=self.model._meta.label, tag__in=[value for value in values if is_id(value)])
        return Q(pk__in=uses.values("subject_id"))

    def options(self, user: User) -> list[tuple[str, str]]:
        uses = TagUse.objects.filter(subject_type=self.model._meta.label, tag=OuterRef("pk"))
        return [
            (str(pk), name) for pk, name in Tag.objects.filter(Exists(uses), archived_at=None).order_by("name").values_list("pk", "name")[:OFFERED]
        ]

    def text(self, values: list[str], user: User) -> str:
        """An archived tag is not offered, but an address that was kept still says which it was."""
        return "、".join(Tag.objects.filter(pk__in=[value for value in values if is_id(value)]).values_list("name", flat=True))


BY_FIELD: list[tuple[type[models.Field], type[Filter]]] = [
    (models.ForeignKey, RelationFilter),
    (models.BooleanField, YesNoFilter),
    (models.DateField, DayFilter),
    (models.DecimalField, NumberFilter),
    (models.IntegerField, NumberFilter),
]


def is_id(text: str) -> bool:
    """Whether a text from an address can be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def between(query: QueryDict, name: str) -> list[str]:
    """A span given as two parameters, `name__from` and `name__to`, as the one text that a span filter reads."""
    low, high = query.get(f"{name}__from", ""), query.get(f"{name}__to", "")
    return [f"{low}..{high}"] if low or high else []


def filter_for(name: str | Filter, model: type[models.Model]) -> Filter:
    """The filter that suits a field. Raises FieldDoesNotExist for a misspelt name."""
    if isinstance(name, Filter):
        return name.bind(model)
    special = {"team": TeamFilter, "tags": TagFilter}
    try:
        field = Filter(name).bind(model).field
    except FieldDoesNotExist:
        if name in special:
            return special[name](name).bind(model)
        raise
    if field.choices:
        return Filter(name).bind(model)
    return next((cls for kind, cls in BY_FIELD if isinstance(field, kind)), Filter)(name).bind(model)


def apply(filters: list[Filter], rows: QuerySet, query: QueryDict, user: User) -> tuple[QuerySet, list[Applied]]:
    """Narrow the rows by what the address asks for; say which filters are in force."""
    applied = []
    for each in filters:
        values: list[Any] = each.asked(query)
        if values:
            rows = rows.filter(each.condition(values, user))
            applied.append(Applied(each.name, each.label, each.text(values, user)))
    return rows, applied


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None
