"""The list: filtered, searched, sorted, grouped, paged by key; as many queries for fifty rows as for two."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kaituo.foundation.identity.access import may
from kaituo.foundation.ui.fragments import wants_fragment

from ..listing import COUNTED, Listing
from ..models import SavedView
from .base import ScreenView


class ListView(ScreenView):
    def get(self, request: HttpRequest) -> HttpResponse:
        usual = self.usual_view()
        if usual:
            return HttpResponseRedirect(f"{self.screen.url('list')}?{usual}")
        listing = Listing(self.screen, request.user, request.GET)
        if wants_fragment(request):
            return self.render("list", self.shown(listing), block="rows")
        return self.render("list", {**self.shown(listing), **self.around(listing)})

    @cached_property
    def saved_views(self) -> list[SavedView]:
        return list(SavedView.objects.offered_to(self.request.user, self.screen.label).select_related("owner"))

    def usual_view(self) -> str:
        """What the person wants to see first, when the address asks for nothing."""
        if self.request.GET:
            return ""
        own = (view.query for view in self.saved_views if view.is_default and view.owner_id == self.request.user.pk)
        return next(own, self.screen.opens_with())

    def shown(self, listing: Listing) -> dict[str, Any]:
        """What changes with every filter."""
        return {
            "listing": listing,
            "heads": listing.heads,
            "lines": listing.lines,
            "page": listing.page,
            "order": listing.order,
            "applied": listing.applied,
            "count": min(listing.count, COUNTED),
            "is_capped": listing.is_capped,
            "totals": listing.totals,
            "query": listing.query,
        }

    def around(self, listing: Listing) -> dict[str, Any]:
        """What stands around the rows."""
        user = self.request.user
        return {
            "filters": listing.filters,
            "groupable": [column for column in self.screen.groupable if listing.is_full(column.name)],
            "saved_views": self.saved_views,
            "bulk_fields": self.bulk_fields(listing),
            "may_create": self.screen.may_be_created_here and may(user, "create", self.screen.model),
        }

    def bulk_fields(self, listing: Listing) -> list[tuple[str, str]]:
        fields = [self.screen.model._meta.get_field(name) for name in self.screen.inline if listing.is_full(name)]
        return [(field.name, field.verbose_name) for field in fields] if may(self.request.user, "change", self.screen.model) else []
