"""The room of chapters. The view that their Screen names."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.screens.views.verb import VerbView


class ChapterVerbView(VerbView):
    """Whoever rewrites a chapter goes on reading the briefing."""

    def done(self, result: Any) -> HttpResponse:
        return go_to(self.request, url_of(self.row.briefing), _("Done: %(verb)s, %(record)s") % {"verb": self.verb.label, "record": self.row})
