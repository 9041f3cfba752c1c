"""`kaituo export SCREEN`: the rows of a screen as CSV or XLSX, in the columns that an import reads."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import SCREENS
from kaituo.foundation.ui.tables import as_csv, write_xlsx
from kaituo.office.exchange.export import exported, note_export


class Command(BaseCommand):
    help = "Export the records of a screen, e.g. `kaituo export accounts --out accounts.xlsx`."

    def add_arguments(self, parser) -> None:
        parser.add_argument("screen")
        parser.add_argument("--out", type=Path, help="file to write, .csv or .xlsx; without it CSV goes to the standard output")
        parser.add_argument("--user", help="export what this person may see")

    def handle(self, screen: str, out: Path | None, user: str | None, **_options: Any) -> None:
        by = User.objects.get_by_natural_key(user) if user else User.objects.system()
        found = next((each for each in SCREENS.values() if each.slug == screen and each.sheet), None)
        if found is None:
            known = ", ".join(sorted(each.slug for each in SCREENS.values() if each.sheet))
            raise CommandError(_("There is no such screen. There are: %(known)s") % {"known": known})
        rows = found.rows(by)
        headings, lines = exported(found, rows, by=by)
        if out is not None and out.suffix == ".xlsx":
            write_xlsx(headings, lines, found.title, str(out))
        else:
            self.write(as_csv(headings, lines), out)
        note_export(found, rows.count(), by=by)

    def write(self, chunks, out: Path | None) -> None:
        file = out.open("wb") if out else sys.stdout.buffer
        for chunk in chunks:
            file.write(chunk)
        if out:
            file.close()
