"""`kaituo import`: bring in a file or a package of linked tables, with the same checks as on screen."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress, TimeRemainingColumn

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.exchange.actions import ImportRefused, Package, import_package, read_package
from kaituo.office.exchange.choices import Mode
from kaituo.office.exchange.longtable import LongTable, open_table
from kaituo.office.exchange.mapping import TableMap, WrongMap, guess_map, map_of, read_map
from kaituo.office.exchange.shell import NotTheSame, import_in_portions, is_long
from kaituo.office.exchange.tables import Reading, Table, UnreadableFile

SHIPPED = Path(__file__).resolve().parents[2] / "data"
SHOWN = 20


class Command(BaseCommand):
    help = "Import a table (CSV, TSV, XLSX, XLS, ODS, JSON lines, vCard) or a folder of linked tables with its map.json; `classicmodels` is shipped."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", help="a file, a folder, or the name of a shipped package")
        parser.add_argument("--as", dest="screen", help="the screen a single file belongs to, e.g. accounts")
        parser.add_argument("--map", type=Path, help="a map file in JSON; without it the headings are matched")
        parser.add_argument("--mode", choices=Mode.values, default=Mode.UPSERT, help="what is done with rows that are new, or there already")
        parser.add_argument("--key", default="", help="the field by which a record is found again, e.g. name or tax_number")
        parser.add_argument("--encoding", default="", help="the encoding of the file, where it is found out wrongly")
        parser.add_argument("--delimiter", default="", help="the character that separates columns")
        parser.add_argument("--sheet", default="", help="the sheet of a workbook; without it the first")
        parser.add_argument("--leave-out", action="store_true", help="leave out the rows with errors and import the rest")
        parser.add_argument("--create-missing", action="store_true", help="create customers and other records that rows name and that are missing")
        parser.add_argument(
            "--go-on", type=int, metavar="IMPORT", help="go on with a long import that was interrupted; say the same file and options"
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON")
        parser.add_argument("--user", help="act as this person instead of as the installation itself")

    def handle(self, path: str, **options: Any) -> None:
        by = User.objects.get_by_natural_key(options["user"]) if options["user"] else User.objects.system()
        try:
            package = self.package(path, options)
            batch = self.run_import(package, by, options)
        except (WrongMap, UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        except ImportRefused as refusal:
            self.say_faults(refusal, as_json=options["json"])
            raise CommandError(" ".join(refusal.messages)) from refusal
        except NotTheSame as error:
            raise CommandError(
                _("Import %(batch)s was not begun with this file and these options, or has ended.") % {"batch": options["go_on"]}
            ) from error
        counts = {"created": batch.created_count, "changed": batch.changed_count, "unchanged": batch.same_count, "left_out": batch.left_out_count}
        self.say({"batch": None if options["dry_run"] else batch.pk, "dry_run": options["dry_run"], **counts}, as_json=options["json"])

    def package(self, path: str, options: dict[str, Any]) -> Package:
        place = Path(path) if Path(path).exists() else SHIPPED / path
        if place.is_dir():
            return read_package(place)
        if not place.is_file():
            raise CommandError(_("There is no file, folder or shipped package “%(path)s”.") % {"path": path})
        reading = Reading(options["encoding"], options["delimiter"], "", options["sheet"])
        table = open_table(lambda: place.open("rb"), place.stat().st_size, place.name, reading)
        return Package(place.name, [(table, self.map_for(table, options))])

    def map_for(self, table: Table | LongTable, options: dict[str, Any]) -> TableMap:
        """That of the map file, else by the headings."""
        if options["map"] is not None:
            return read_map(json.loads(options["map"].read_text(encoding="utf-8")))
        screen = options["screen"]
        found = next((each for each in SCREENS.values() if each.slug == screen and each.sheet), None)
        if found is None:
            known = ", ".join(sorted(each.slug for each in SCREENS.values() if each.sheet))
            raise CommandError(_("Say with --as what the rows are: %(known)s") % {"known": known})
        chosen = {name: list(source.columns) for name, source in guess_map(found.model, table.headings).sources.items()}
        return map_of(found.model, chosen, key=options["key"], mode=options["mode"], makes_missing=options["create_missing"])

    def run_import(self, package: Package, by: User, options: dict[str, Any]):
        console = Console(stderr=True, quiet=options["json"] or not self.stderr.isatty())
        with Progress(*Progress.get_default_columns(), TimeRemainingColumn(), console=console, transient=True) as bars:
            tasks: dict[str, Any] = {}

            def progress(name: str, done: int, total: int) -> None:
                if name not in tasks:
                    tasks[name] = bars.add_task(name, total=total)
                bars.update(tasks[name], completed=done)

            if is_long(package):
                return import_in_portions(package, by=by, progress=progress, **{name: options[name] for name in ("dry_run", "leave_out", "go_on")})
            return import_package(package, by=by, dry_run=options["dry_run"], progress=progress, leaves_out=options["leave_out"])

    def say(self, answer: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        said = _("%(created)s new, %(changed)s changed, %(unchanged)s unchanged.") % answer
        self.stdout.write(said if answer["dry_run"] else f"{said} " + _("Undo with: kaituo undo %(batch)s") % answer)

    def say_faults(self, refusal: ImportRefused, *, as_json: bool) -> None:
        faults = [asdict(fault) | {"table": name} for name, found in refusal.faults.items() for fault in found]
        if as_json:
            self.stdout.write(json.dumps({"errors": faults}, ensure_ascii=False))
            return
        for fault in faults[:SHOWN]:
            place = _("%(table)s, row %(row)s, %(field)s") % fault
            self.stderr.write(f"{place}: {fault['message']}")
        if len(faults) > SHOWN:
            self.stderr.write(_("… and %(count)s more.") % {"count": len(faults) - SHOWN})
