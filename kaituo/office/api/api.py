"""The interface as a whole: its door, its operations, its description."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Router

from kaituo import __version__
from kaituo.foundation.screens.screen import SCREENS
from kaituo.performance.commissions.models import Plan

from . import numbers, plandocs, problems, quotes
from .authentication import SignedIn, TokenAuth, demand_scope
from .operations import add_screen, json
from .schemas import TEXT, body, responses

ANYTHING: dict[str, Any] = {"type": "object"}
MEASURED = [{"in": "query", "name": name, "required": False, "schema": TEXT} for name in ("by", "from", "to")]


def me(request: HttpRequest) -> JsonResponse:
    """Who asks, and what the token leaves her."""
    person, token = request.user, getattr(request, "token", None)
    scope = {"name": token.name, "reach": token.reach, "screens": token.screens, "expires_on": token.expires_on} if token else None
    return json({"id": person.pk, "username": person.username, "name": person.name, "language": person.language, "token": scope})


def measures(request: HttpRequest) -> JsonResponse:
    demand_scope(request, None)
    return json(numbers.measures())


def measured(request: HttpRequest, name: str) -> JsonResponse:
    demand_scope(request, None)
    return json(numbers.measured(request, name))


def quote(request: HttpRequest) -> JsonResponse:
    """Nothing is written: a token that may only read is enough, as long as it opens the plans."""
    demand_scope(request, SCREENS[Plan._meta.label], writes=False)
    return json(quotes.quote_of(request))


def plan_document(request: HttpRequest, pk: int) -> JsonResponse:
    demand_scope(request, SCREENS[Plan._meta.label])
    return plandocs.document(request, pk)


def take_plan_document(request: HttpRequest, pk: int) -> JsonResponse:
    demand_scope(request, SCREENS[Plan._meta.label])
    return plandocs.take(request, pk)


def description(request: HttpRequest) -> JsonResponse:
    return json(api.get_openapi_schema())


def build() -> NinjaAPI:
    """Made once all Screens are declared."""
    built = NinjaAPI(title="Kaituo", version=__version__, urls_namespace="api", docs_url=None, openapi_url=None, auth=[TokenAuth(), SignedIn()])
    problems.install(built)
    router = Router()
    for screen in SCREENS.values():
        add_screen(router, screen)
    general = [
        ("/me", me, {"responses": responses(ANYTHING)}),
        ("/measures", measures, {"responses": responses({"type": "array", "items": ANYTHING})}),
        ("/measures/{name}", measured, {"parameters": MEASURED, "responses": responses(ANYTHING)}),
    ]
    for path, function, extra in general:
        router.add_api_operation(path, ["GET"], function, operation_id=function.__name__, tags=["general"], openapi_extra=extra)
    extra = {"requestBody": body(quotes.ASKED), "responses": responses(quotes.ANSWERED, writes=True)}
    summary = "What a commission plan would pay for given credits"
    router.add_api_operation("/commissions/quote", ["POST"], quote, operation_id="quote", summary=summary, tags=["general"], openapi_extra=extra)
    address, document = "/commissions/plans/{pk}/document", {"responses": responses(ANYTHING)}
    router.add_api_operation(
        address,
        ["GET"],
        plan_document,
        operation_id="plan-document",
        summary="A commission plan as a document",
        tags=["general"],
        openapi_extra=document,
    )
    taken = {"requestBody": body(ANYTHING), "responses": responses(ANYTHING, writes=True)}
    summary = "Let a commission plan say what a document says"
    router.add_api_operation(
        address, ["PUT"], take_plan_document, operation_id="take-plan-document", summary=summary, tags=["general"], openapi_extra=taken
    )
    router.add_api_operation("/openapi.json", ["GET"], description, include_in_schema=False)
    built.add_router("", router)
    return built


api = build()
