"""The figures of a report over records: grouped by the database in one statement, foreign money brought to the base currency at each day's rate.

Only where something is counted without repetition, which cannot be added up, one more statement is asked for each kind of total.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DecimalField, F, Max, Min, QuerySet, Sum
from django.db.models.functions import Cast, TruncDate

from kaituo.foundation.company.books import Converter, RateMissing
from kaituo.foundation.kernel.rounding import round_half_up

from .engine.definition import Faulty
from .engine.definition import Value as Wanted
from .engine.table import ALL, Cells, Found, how_it_joins, joined, parts_of
from .fields import CENTS, Item
from .records_of import Scanned, Sought, as_key

MOST_GROUPS = 20_000
MADE = {"sum": Sum, "min": Min, "max": Max, "avg": Avg, "filled": Count}
Parts = dict[str, Decimal | None]
MONEY = DecimalField(max_digits=20, decimal_places=CENTS)


class Figures:
    """`values` are those the person may read."""

    def __init__(self, sought: Sought, values: Sequence[Wanted], rows: QuerySet) -> None:
        self.sought, self.rows = sought, rows
        self.values = [(each, sought.item(each.of) if each.of else None) for each in values]
        for each, item in self.values:
            _refuse_unsuitable(each, item)
        self.parts = list(dict.fromkeys(part for each, _item in self.values for part in parts_of(each)))
        self.currencies = list(dict.fromkeys(item.currency for _each, item in self.values if item and item.currency))
        self.missing: set[str] = set()
        if len(self.currencies) > 1:
            raise Faulty("two_currencies")

    def cells(self) -> Cells:
        row_count, has_across = len(self.sought.definition.rows), self.sought.definition.across is not None
        keys = [_scanned(self.sought.key_of(each, item)) for each, item in self.sought.groups]
        adding = [part for part in self.parts if how_it_joins(part)]
        alone = [part for part in self.parts if not how_it_joins(part)]
        found: Cells = {}
        for key, parts in self._asked(keys, adding) if adding else ():
            place = (key[:row_count], key[-1] if has_across else ALL)
            found[place] = joined([found[place], parts], adding) | _rest(found[place], parts) if place in found else parts
        if not keys:
            found.setdefault(((), ALL), {})
        for place, parts in self._alone(alone, keys, row_count, has_across) if alone else ():
            found[place] = {**found.get(place, {}), **parts}
        return found

    def of_all(self) -> Found:
        """Of all the rows together."""
        adding = [part for part in self.parts if how_it_joins(part)]
        found: Parts = {}
        for _key, parts in self._asked([], adding) if adding else ():
            found = joined([found, parts], adding) | _rest(found, parts) if found else parts
        alone = [part for part in self.parts if not how_it_joins(part)]
        for _key, parts in self._asked([], alone) if alone else ():
            found = {**found, **parts}
        return found

    def _alone(self, parts: list[str], keys: list[Any], row_count: int, has_across: bool) -> Iterator[tuple[tuple, Parts]]:
        """What is counted without repetition: of every cell and of every kind of total."""
        for key, found in self._asked(keys, parts):
            yield (key[:row_count], key[-1] if has_across else ALL), found
        for _key, found in self._asked([], parts):
            yield (ALL, ALL), found
        if has_across and row_count:
            for key, found in self._asked(keys[:row_count], parts):
                yield (key, ALL), found
            for key, found in self._asked(keys[row_count:], parts):
                yield (ALL, key[0]), found

    def _asked(self, keys: list[Any], parts: list[str]) -> Iterator[tuple[tuple, Parts]]:
        """(key, parts) per group of the database; the same key comes again for each currency, and of foreign ones for each day of a rate."""
        if not (self.currencies and any(self._is_money(part) for part in parts)):
            for key, _answer, found in self._groups(self.rows, keys, parts, {}):
                yield key, found
            return
        converter, is_foreign = Converter(), False
        own = {"currency_of": F(self.currencies[0])}
        for key, answer, found in self._groups(self.rows, keys, parts, own):
            if answer["currency_of"] in (None, "", converter.base):
                yield key, found
            elif self.sought.on is None:
                yield key, self._in_base(found, answer["currency_of"], self.sought.today, converter)
            else:
                is_foreign = True
        if is_foreign:
            yield from self._foreign(keys, parts, converter)

    def _foreign(self, keys: list[Any], parts: list[str], converter: Converter) -> Iterator[tuple[tuple, Parts]]:
        """Only rows of foreign currencies are grouped by their day too, because each day has its rate: most companies have few of them."""
        currency, on = self.currencies[0], self.sought.on
        day: Any = TruncDate(on.path) if on and on.kind == "instant" else F(on.path if on else "pk")
        rows = self.rows.exclude(**{currency: converter.base}).exclude(**{currency: ""})
        for key, answer, found in self._groups(rows, keys, parts, {"currency_of": F(currency), "rate_day": day}):
            yield key, self._in_base(found, answer["currency_of"], answer["rate_day"] or self.sought.today, converter)

    def _groups(self, rows: QuerySet, keys: list[Any], parts: list[str], more: dict[str, Any]) -> Iterator[tuple[tuple, dict[str, Any], Parts]]:
        rows, made = self._prepared(rows, parts)
        named = {f"key_{number}": key for number, key in enumerate(keys)} | more
        # Ordered, because PostgreSQL would else look for the way to the first groups, which is a long one to all of them.
        answers = list(rows.values(**named).annotate(**made).order_by("part_0")[: MOST_GROUPS + 1]) if named else [rows.aggregate(**made)]
        if len(answers) > MOST_GROUPS:
            raise Faulty("too_many_groups", most=MOST_GROUPS)
        columns = [(part, f"part_{number}", self._is_money(part)) for number, part in enumerate(parts)]
        names = [f"key_{number}" for number in range(len(keys))]
        for answer in answers:
            found = {part: _exact(answer[name], is_money) for part, name, is_money in columns}
            yield tuple([as_key(answer[name]) for name in names]), answer, found

    def _prepared(self, rows: QuerySet, parts: list[str]) -> tuple[QuerySet, dict[str, Any]]:
        made: dict[str, Any] = {}
        for number, part in enumerate(parts):
            how, _colon, name = part.partition(":")
            item = self.sought.item(name) if name else None
            if item is None:
                made[f"part_{number}"] = Count("pk")
            elif item.rows:
                counted = Count("pk") if not item.path else Sum(item.path)
                rows = rows.annotate(**{f"of_rows_{number}": self.sought.of_rows(item, counted)})
                made[f"part_{number}"] = MADE[how](f"of_rows_{number}")
            else:
                made[f"part_{number}"] = Count(self.sought.read(item.path), distinct=True) if how == "distinct" else MADE[how](self._number(item))
        return rows, made

    def _number(self, item: Item) -> Any:
        value = self.sought.read(item.path)
        return value if isinstance(value, F) else Cast(value, MONEY if item.kind == "money" else DecimalField(max_digits=24, decimal_places=6))

    def _in_base(self, found: Parts, currency: str, day: date, converter: Converter) -> Parts:
        try:
            return {part: self._converted(part, value, currency, day, converter) for part, value in found.items()}
        except RateMissing:
            self.missing.add(currency)
            return {part: value for part, value in found.items() if not self._is_money(part)} | {"no_rate": Decimal(1)}

    def _is_money(self, part: str) -> bool:
        how, _colon, name = part.partition(":")
        return bool(name) and how not in {"filled", "distinct"} and bool(self.sought.item(name).currency)

    def _converted(self, part: str, value: Decimal | None, currency: str, day: date, converter: Converter) -> Decimal | None:
        return converter.to_base(value, currency, day) if value is not None and self._is_money(part) else value


def _scanned(key: Any) -> Any:
    return Scanned(key) if isinstance(key, F) else key


def _exact(value: Any, is_money: bool) -> Decimal | None:
    """SQLite adds amounts as floats; they are exact again when rounded to the cent."""
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return round_half_up(number, CENTS) if is_money else number


def _rest(one: dict, other: dict) -> Parts:
    """What joining leaves out: that a rate is missing."""
    return {"no_rate": Decimal(1)} if one.get("no_rate") or other.get("no_rate") else {}


def _refuse_unsuitable(value: Wanted, item: Item | None) -> None:
    if item is None or (value.how == "distinct" and not item.rows):
        return
    if value.how in {"measure", "distinct"} or not (item.is_number or item.rows):
        raise Faulty("bad_value", text=item.label)
