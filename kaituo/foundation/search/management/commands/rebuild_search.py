"""`manage.py rebuild_search`: make the search index anew from the records."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kaituo.foundation.search.renewing import rebuild


class Command(BaseCommand):
    help = "Make the search index anew from the records."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(_("%(count)s records can be found.") % {"count": rebuild()})
