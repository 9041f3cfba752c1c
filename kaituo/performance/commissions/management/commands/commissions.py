"""`kaituo commissions quote PLAN.json CREDITS.csv`: what a plan pays for the credits of a file. Asks no database and keeps nothing.

`kaituo commissions schema` prints the JSON Schema of plan files; `kaituo commissions check PLAN.json` only looks for faults.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.engine.plan.schema import schema_text
from kaituo.performance.commissions.problems import sentence
from kaituo.performance.commissions.quotes import FILES, quoted

COMPANIONS = {name: columns for name, columns in FILES.items() if name not in ("credits", "attainment")}
"""Files that an option of their own names."""


class Command(BaseCommand):
    help = "Try a commission plan from a file, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        quote = words.add_parser("quote", help="print the statements a plan gives for credits, or what is wrong with plan or files")
        quote.add_argument("plan", type=Path, help="the plan, JSON")
        quote.add_argument("credits", type=Path, help="credits, CSV in UTF-8 or GB18030: ref, payee, day, amount and more")
        quote.add_argument(
            "--attainment", default="", help="attained before these credits: a share such as 0.95, or a CSV: payee, measure, attainment"
        )
        for name, text in COMPANIONS.items():
            quote.add_argument(f"--{name}", type=Path, help=f"CSV: {text}")
        quote.add_argument("--measure", action="append", default=[], help="a measure that exists although no file names it; may be repeated")
        quote.add_argument("--open-from", type=date.fromisoformat, help="first day of the first period that is still open")
        check = words.add_parser("check", help="print what is wrong with a plan")
        check.add_argument("plan", type=Path)
        words.add_parser("schema", help="print the JSON Schema of plan files")
        for each in (quote, check):
            each.add_argument("--json", action="store_true", help="answer in JSON")
            each.add_argument("--language", default="", help="zh-hans or en; the installation's own if not given")

    def handle(self, word: str, **options: Any) -> None:
        with override(options.get("language") or get_language()):
            {"quote": self.say_quote, "check": self.say_faults, "schema": self.say_schema}[word](options)

    def say_schema(self, _options: dict[str, Any]) -> None:
        self.stdout.write(schema_text())

    def say_faults(self, options: dict[str, Any]) -> None:
        faults = read_plan(_text(options["plan"]))[1]
        found = {"faults": [{"place": fault.source, "code": fault.code, "message": sentence(fault)} for fault in faults]}
        self._say(found, options["json"])

    def say_quote(self, options: dict[str, Any]) -> None:
        files = {"credits": _file(options["credits"])} | {name: _file(options[name]) for name in COMPANIONS if options[name]}
        share = options["attainment"]
        if share and Path(share).suffix.lower() == ".csv":
            files, share = files | {"attainment": _file(Path(share))}, ""
        measures = {*MEASURES, *options["measure"]}
        self._say(quoted(_text(options["plan"]), files, measures=measures, attainment=share, open_from=options["open_from"]), options["json"])

    def _say(self, found: dict[str, Any], as_json: bool) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(told(found)))
        if found.get("faults"):
            sys.exit(1)


def told(found: dict[str, Any]) -> list[str]:
    """For people: a paragraph for each statement, then the problems; or the faults, a line each."""
    if "statements" not in found:
        return [f"{fault['place']}: {fault['message']}" for fault in found["faults"]] or [_("The plan has no faults.")]
    lines = []
    for statement in found["statements"]:
        parts = {name: statement[name] for name in ("payee", "period", "earned", "payable")}
        lines.append(_("%(payee)s, period from %(period)s: earned %(earned)s, payable %(payable)s") % parts)
        lines += [f"  {line['component']}: {line['sentence']}" for line in statement["lines"]]
    return lines + [f"! {problem.get('payee', '')} {problem.get('credit', '')}: {problem['message']}" for problem in found["problems"]]


def _file(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise CommandError(_("%(path)s cannot be read. Check that the file is there and may be read.") % {"path": path}) from error


def _text(path: Path) -> str:
    content = _file(path)[1]
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(_("%(path)s is not UTF-8. Save the plan as UTF-8 and try again.") % {"path": path}) from error
