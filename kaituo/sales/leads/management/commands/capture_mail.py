"""`manage.py capture_mail < letter`: what a mail server pipes each letter to an enquiry address into."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kaituo.sales.leads.letters import capture_letter


class Command(BaseCommand):
    help = "Make a lead of the letter on the standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--campaign", default="", help="the campaign that the address belongs to")

    def handle(self, **options: Any) -> None:
        try:
            lead = capture_letter(sys.stdin.buffer.read(), campaign=options["campaign"])
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from refusal
        self.stdout.write(_("%(number)s: %(lead)s") % {"number": lead.number, "lead": lead})
