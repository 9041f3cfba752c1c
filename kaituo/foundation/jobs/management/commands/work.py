"""`kaituo worker`: run background jobs in a process of their own."""

import signal
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kaituo.foundation.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run background jobs until stopped; several of these may run, on several machines."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now and end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        worker = Worker()
        if once:
            self.stdout.write(_("%(count)s jobs done.") % {"count": worker.drain()})
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_said: worker.stop())
        worker.run()
