"""Reports with a shape of their own, such as cohorts or the funnel, as saved reports, tiles and letters show them: drawn by whoever owns the shape."""

import time
from collections.abc import Mapping

from django.http import QueryDict
from django.utils import timezone

from kaituo.foundation.identity.models import User

from .engine.definition import Definition, Faulty
from .ready import READY, Shape
from .sheets import Sheet


def shape_of(definition: Definition, user: User) -> Shape:
    """Raises Faulty where there is no such report, or it is none of the person's."""
    ready = READY.get(definition.shape)
    if ready is None or ready.shape is None:
        raise Faulty("unknown_kind", name=definition.shape)
    if not ready.allowed(user):
        raise Faulty("hidden_kind", name=ready.title)
    return ready.shape


def drawn_sheet(definition: Definition, user: User) -> Sheet:
    """With when it was made and how long it took. Raises Faulty."""
    began = time.monotonic()
    sheet = shape_of(definition, user).draw(as_query(definition.filters), user)
    sheet.made_at, sheet.seconds = timezone.now(), time.monotonic() - began
    return sheet


def as_query(parameters: Mapping[str, tuple[str, ...]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, list(values))
    return query
