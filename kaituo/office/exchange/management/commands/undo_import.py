"""`kaituo undo BATCH`: take back everything that an import did."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.office.exchange import longrun
from kaituo.office.exchange.actions import take_back, undo
from kaituo.office.exchange.choices import BatchState
from kaituo.office.exchange.models import Batch


class Command(BaseCommand):
    help = "Undo an import: what it created is taken out, what it changed is put back; all or nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("batch", type=int, help="the number that the import printed")

    def handle(self, batch: int, **_options: Any) -> None:
        found = Batch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(_("There is no import %(batch)s.") % {"batch": batch})
        try:
            self.undo(found, User.objects.system())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(_("Undone: %(batch)s") % {"batch": found})

    def undo(self, batch: Batch, by: User) -> None:
        """Of a long import here and now, a portion at a time; one whose undo was interrupted goes on."""
        if not batch.in_portions:
            undo(batch, by=by)
            return
        if batch.state != BatchState.UNDOING:
            take_back(batch, by=by)
        longrun.take_back(batch, by, lambda _what, _done: None)
