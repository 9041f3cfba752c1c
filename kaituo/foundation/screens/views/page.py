"""The page of one record: its parts, the panels that others hang on it, and the verbs that are possible now."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from kaituo.foundation.identity.access import may
from kaituo.foundation.records.actions import archive, restore
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.verbs import Verb

from .base import ScreenView


class PageView(ScreenView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.fetch(pk)
        panels = [(panel, panel.is_beside) for panel in self.screen.panels]
        context = {
            "row": row,
            "verbs": self.verbs(row),
            "may_change": self.screen.may_be_created_here and may(request.user, "change", row),
            "parts": self.drawn(row, [*self.screen.page.parts, *(panel for panel, beside in panels if not beside)]),
            "beside": self.drawn(row, [*self.screen.page.beside, *(panel for panel, beside in panels if beside)]),
        }
        return self.render("page", context)

    def verbs(self, row: Model) -> list[Verb]:
        buttons = [function.verb for function in self.screen.buttons]
        if isinstance(row, Record) and self.screen.may_be_created_here:
            buttons += [archive.verb, restore.verb]
        return [verb for verb in buttons if verb.offered_to(self.request.user, row)]

    def drawn(self, row: Model, parts: list) -> list[tuple]:
        contexts = [(part, part.context(row, self.request.user)) for part in parts]
        return [(part, context) for part, context in contexts if context is not None]
