"""The operations of the interface, made from each Screen and its verbs. Each is thin: who asks, may the token, answer."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, JsonResponse
from ninja import Router

from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.screens.screen import Screen

from . import reading, schemas, writing
from .authentication import demand_scope

PK = "{int:pk}"


def add_screen(router: Router, screen: Screen) -> None:
    base, tags = f"/{screen.slug}", [screen.slug]

    def add(path: str, method: str, function: Callable, what: str, extra: dict[str, Any]) -> None:
        name = f"{what}-{screen.name}"
        summary = f"{what} {screen.model._meta.label}"
        router.add_api_operation(path, [method], function, operation_id=name, url_name=name, summary=summary, tags=tags, openapi_extra=extra)

    add(base, "GET", list_of(screen), "list", {"parameters": schemas.asked(screen), "responses": schemas.responses(schemas.page(screen))})
    add(f"{base}/{PK}", "GET", page_of(screen), "get", {"responses": schemas.responses(schemas.answers(screen))})
    if screen.may_be_created_here:
        new, old = schemas.saved(screen, is_new=True), schemas.saved(screen, is_new=False)
        add(base, "POST", creation_of(screen), "create", _writing(new, schemas.answers(screen, "create"), 201))
        changed = _writing(old, schemas.answers(screen)) | {"parameters": [schemas.IF_MATCH]}
        add(f"{base}/{PK}", "PATCH", change_of(screen), "change", changed)
    for name, verb in reading.verbs_of(screen).items():
        add(f"{base}/{PK}/{name}", "POST", deed_of(screen, verb), name, _writing(schemas.inputs(verb, screen), schemas.answers(screen, name)))


def _writing(body: dict, answer: dict, status: int = 200) -> dict[str, Any]:
    return {"requestBody": schemas.body(body), "responses": schemas.responses(answer, status, writes=True)}


def json(content: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def whole(record: dict[str, Any], status: int = 200) -> JsonResponse:
    """One record, with its version as the entity tag that `If-Match` sends back."""
    response = json(record, status)
    if "version" in record:
        response.headers["ETag"] = f'"{record["version"]}"'
    return response


def list_of(screen: Screen) -> Callable:
    def listed(request: HttpRequest) -> JsonResponse:
        demand_scope(request, screen)
        return json(reading.listed(request, screen))

    return listed


def page_of(screen: Screen) -> Callable:
    def one(request: HttpRequest, pk: int) -> JsonResponse:
        demand_scope(request, screen)
        return whole(reading.one(request.user, screen, pk))

    return one


def creation_of(screen: Screen) -> Callable:
    def create(request: HttpRequest) -> JsonResponse:
        demand_scope(request, screen)
        row = writing.create(screen, request.user, writing.body_of(request))
        return with_what_is_shown_once(screen, "create", row, after(request, screen, row.pk), 201)

    return create


def change_of(screen: Screen) -> Callable:
    def change(request: HttpRequest, pk: int) -> JsonResponse:
        demand_scope(request, screen)
        writing.change(screen, request.user, pk, writing.versioned_body_of(request, screen))
        return whole(after(request, screen, pk))

    return change


def deed_of(screen: Screen, verb: Verb) -> Callable:
    def deed(request: HttpRequest, pk: int) -> JsonResponse:
        demand_scope(request, screen)
        row = writing.deed(screen, verb, request.user, pk, writing.versioned_body_of(request, screen))
        return with_what_is_shown_once(screen, verb.name, row, after(request, screen, pk))

    return deed


def with_what_is_shown_once(screen: Screen, deed: str, row: Model, record: dict[str, Any], status: int = 200) -> JsonResponse:
    """The record, and a new secret that no later answer holds: kept by no cache."""
    name = screen.shown_once.get(deed)
    if name is None:
        return whole(record, status)
    response = whole(record | {name: getattr(row, name)}, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def after(request: HttpRequest, screen: Screen, pk: int) -> dict[str, Any]:
    """The record as it is now; only its id when the deed took it out of the person's sight."""
    try:
        return reading.one(request.user, screen, pk)
    except Http404:
        return {"id": pk}
