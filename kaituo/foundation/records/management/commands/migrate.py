"""`manage.py migrate`: Django's own, which begins an empty database with all tables as the models are now."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from kaituo.foundation.records.tables import is_empty, lay


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not (options["app_label"] or options["plan"] or options["fake"] or options["check_unapplied"]) and is_empty(connection):
            lay(connection)
        super().handle(*args, **options)
