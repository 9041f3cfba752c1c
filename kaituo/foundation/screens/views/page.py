"""The page of one record: its parts, the panels that others hang on it, and the verbs that are possible now."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.records.actions import archive, restore
from kaituo.foundation.records.aliases import survivor_of
from kaituo.foundation.records.models import Record, Tag
from kaituo.foundation.records.sharing import share
from kaituo.foundation.records.verbs import Verb

from ..filters import OFFERED, is_id
from ..parts import CustomFacts, Files, Part, Shares, Timeline
from ..timeline import history
from .base import ScreenView


class PageView(ScreenView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if led := self.lead_on(pk):
            return led
        row = self.fetch(pk)
        return self.render("page", self.context(row, self.verbs(row)))

    def context(self, row: Model, verbs: list[Verb]) -> dict:
        return {
            "row": row,
            "tags": self.tags(row),
            "offered_tags": self.offered_tags(row),
            "knows_tags": isinstance(row, Record) and not self.screen.is_plain,
            "verbs": verbs,
            "forward": next((function.verb for function in self.screen.forward if function.verb in verbs), None),
            "may_change": self.screen.may_be_created_here and may(self.request.user, "change", row),
            "parts": self.drawn(row, self.parts(row)),
            "beside": self.drawn(row, [*self.beside(row), *(panel for panel in self.screen.panels if panel.is_beside)]),
        }

    def lead_on(self, pk: int) -> HttpResponse | None:
        """The address of a record that was merged leads to the one it lives on in, for those who may see that."""
        survivor = survivor_of(self.screen.model, pk) if issubclass(self.screen.model, Record) and not self.screen.is_plain else None
        if survivor is None or not visible(self.request.user, self.screen.model._default_manager.filter(pk=survivor)).exists():
            return None
        return HttpResponseRedirect(self.screen.url("page", survivor))

    def parts(self, row: Model) -> list[Part]:
        """What administrators added stands after the first facts; panels at the end, but above everything what must not be overlooked."""
        first, *rest = self.screen.page.parts or (None,)
        custom = [CustomFacts()] if isinstance(row, Record) else []
        above, below = ([panel for panel in self.screen.panels if panel.is_first is place and not panel.is_beside] for place in (True, False))
        return [*above, *([first] if first else []), *custom, *rest, *below]

    def beside(self, row: Model) -> list[Part]:
        """Every record has its files and those it is shared with; the timeline stays last, because it is the longest."""
        declared = list(self.screen.page.beside)
        at = next((index for index, part in enumerate(declared) if isinstance(part, Timeline)), len(declared))
        if not isinstance(row, Record) or self.screen.is_plain:
            return declared
        shares = [Shares()] if self.screen.may_be_created_here else []
        return [*declared[:at], *shares, Files(), *declared[at:]]

    def verbs(self, row: Model) -> list[Verb]:
        buttons = [function.verb for function in self.screen.buttons]
        if isinstance(row, Record) and self.screen.may_be_created_here:
            buttons += [*([] if self.screen.is_plain else [share.verb]), archive.verb, restore.verb]
        return [verb for verb in buttons if verb.offered_to(self.request.user, row)]

    def tags(self, row: Model) -> QuerySet[Tag]:
        return Tag.objects.filter(uses__subject_type=row._meta.label, uses__subject_id=row.pk).order_by("name")

    def offered_tags(self, row: Model) -> QuerySet:
        return Tag.objects.active().exclude(uses__subject_type=row._meta.label, uses__subject_id=row.pk).values_list("name", flat=True)[:OFFERED]

    def drawn(self, row: Model, parts: list) -> list[tuple]:
        contexts = [(part, part.context(row, self.request.user)) for part in parts]
        return [(part, context) for part, context in contexts if context is not None]


class TimelineView(ScreenView):
    """GET `?before=`: older events, for the button under the timeline."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row, before = self.fetch(pk), request.GET.get("before", "")
        found = history(row, request.user, Timeline.size, int(before) if is_id(before) else None)
        return self.render("timeline", {"row": row, "history": found, "screen_of_row": self.screen}, block="entries" if request.htmx else None)
