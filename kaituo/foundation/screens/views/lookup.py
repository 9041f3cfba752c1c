"""The search behind a relation's select: what the person may see of one kind of record, by a few letters."""

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User

from ..screen import screen_of

OFFERED = 20
PEOPLE = ("name", "sort_key", "username")


def lookup(request: HttpRequest, label: str) -> JsonResponse:
    """`?q=` → {"results": [{"value", "text"}]}, twenty at most."""
    model = _model(label)
    text = request.GET.get("q", "").strip()
    rows = _matching(_rows(model, request.user), _finds(model), text)
    found = [{"value": str(row.pk), "text": str(row)} for row in rows[:OFFERED]]
    return JsonResponse({"results": found})


def _model(label: str) -> type[Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if model is not User and not hasattr(model, "access"):
        raise Http404
    return model


def _rows(model: type[Model], user: User) -> QuerySet:
    if model is User:
        return User.objects.people().filter(is_active=True).order_by("sort_key")
    rows = visible(user, model._default_manager.all())
    rows = rows.active() if hasattr(rows, "active") else rows
    return rows.order_by(*(model._meta.ordering or ["-pk"]))


def _finds(model: type[Model]) -> tuple[str, ...]:
    """Where to look: as the list of that kind does, without what a role may not read."""
    if model is User:
        return PEOPLE
    screen = screen_of(model)
    named = screen.finds if screen and screen.finds else tuple(name for name in ("name", "number") if _has(model, name))
    return tuple(name for name in named if name.split("__")[-1] not in model.access.sensitive)


def _has(model: type[Model], name: str) -> bool:
    return name in {field.name for field in model._meta.concrete_fields}


def _matching(rows: QuerySet, finds: tuple[str, ...], text: str) -> QuerySet:
    condition = Q()
    for name in finds if text else ():
        condition |= Q(**{f"{name}__icontains": text})
    return rows.filter(condition)
