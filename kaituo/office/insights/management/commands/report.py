"""`kaituo report MEASURE`: a number, or its breakdown, as on screen."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES, Measure, measure_named
from kaituo.foundation.metrics.reports import DIMENSIONS, Question, breakdown, names_of


class Command(BaseCommand):
    help = "Print a measure, in total or by person, team, day, month, quarter, year or currency. `--list` names the measures."

    def add_arguments(self, parser) -> None:
        parser.add_argument("measure", nargs="?")
        parser.add_argument("--by", default="", help=f"comma-separated: {', '.join(DIMENSIONS)}")
        parser.add_argument("--from", dest="start", type=date.fromisoformat, help="first day")
        parser.add_argument("--to", dest="end", type=date.fromisoformat, help="first day no longer counted")
        parser.add_argument("--json", action="store_true", help="answer in JSON; numbers are text, so that no digit is lost")
        parser.add_argument("--user", help="count what this person may see")
        parser.add_argument("--list", action="store_true", help="name every measure")

    def handle(self, measure: str | None, **options: Any) -> None:
        if options["list"] or not measure:
            self.list_measures(as_json=options["json"])
            return
        by = User.objects.get_by_natural_key(options["user"]) if options["user"] else User.objects.system()
        dimensions = [each for each in options["by"].split(",") if each]
        try:
            found = breakdown(measure, dimensions, Question(options["start"], options["end"]), by=by)
            declared = measure_named(measure)
        except (LookupError, ValueError) as error:
            raise CommandError(error.args[0]) from error
        self.say(declared, dimensions, rows_of(dimensions, found), as_json=options["json"])

    def list_measures(self, *, as_json: bool) -> None:
        listed = [{"measure": name, "label": str(each.label), "kind": each.kind, "unit": each.unit} for name, each in sorted(MEASURES.items())]
        if as_json:
            self.stdout.write(json.dumps(listed, ensure_ascii=False))
            return
        for each in listed:
            self.stdout.write(f"{each['measure']:34} {each['label']}")

    def say(self, measure: Measure, dimensions: list[str], rows: list[dict[str, Any]], *, as_json: bool) -> None:
        total = None if measure.formula else sum((row["value"] for row in rows), Decimal(0))
        if as_json:
            plain = [row | {"value": written(row["value"])} for row in rows]
            answer = {"measure": measure.name, "total": None if total is None else written(total), "rows": plain}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        table = Table(title=str(measure.label))
        for each in dimensions:
            table.add_column(each)
        table.add_column(_("Value"), justify="right")
        for row in rows:
            table.add_row(*[row[each] for each in dimensions], f"{row['value']:,.2f}")
        if total is not None and dimensions:
            table.add_row(*[_("Total"), *[""] * (len(dimensions) - 1)], f"{total:,.2f}", style="bold")
        Console(file=self.stdout).print(table)


def rows_of(dimensions: list[str], found: dict[tuple, Decimal]) -> list[dict[str, Any]]:
    """The breakdown with names for its keys, the largest number first; over time, in order of time."""
    names = [names_of(each, {key[index] for key in found}) for index, each in enumerate(dimensions)]
    rows = [{each: names[index][key[index]] for index, each in enumerate(dimensions)} | {"value": value} for key, value in found.items()]
    over_time = [each for each in dimensions if each in {"day", "month", "quarter", "year"}]
    return sorted(rows, key=lambda row: (tuple(row[each] for each in over_time), -row["value"]))


def written(value: Decimal) -> str:
    """At least two places, more only where they say something."""
    shortest = value.normalize()
    return f"{value:.2f}" if shortest.as_tuple().exponent >= -2 else f"{shortest:f}"
