"""Whatever a program sends to the interface, the answer is one that the interface's own description knows, and never a failure of ours.

The calls are made up from the description; the same ones at every run. Each is undone before the next.
"""

import json
from contextlib import suppress
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.api import actions
from kaituo.office.api.api import api
from kaituo.office.api.models import Token

PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
MANY = settings(max_examples=1, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
LIKELY = {"enum": [1, 2, 3, None]}
"""Keys that may well exist, so that not every made-up relation leads nowhere."""


class Undone(Exception):
    pass


@dataclass(frozen=True)
class Caller:
    headers: dict[str, str]
    turn: int


@pytest.fixture
def application(lasting_connection):
    """The whole program behind its web server's door."""
    return get_wsgi_application()


@pytest.fixture(params=["ada", "alice"])
def caller(request, cast) -> Caller:
    person = getattr(cast, request.param)
    secret = actions.issue(Token(person=person, name="Program", reach="write"), by=person)
    return Caller({"Authorization": f"Bearer {secret}", "Host": "localhost", "Accept-Encoding": "identity"}, turn=int(person == cast.ada))


def described() -> schemathesis.BaseSchema:
    description = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    bodies = [operation.get("requestBody") for path in description["paths"].values() for operation in path.values()]
    likelier(bodies)
    return schemathesis.openapi.from_dict(description)


def likelier(part) -> None:
    if isinstance(part, dict) and part.get("type") == ["integer", "null"]:
        part |= LIKELY
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        likelier(inner)


def tried(operation, mode: GenerationMode, pk: int | None, application, headers) -> list[str]:
    """What broke a promise, if anything did."""
    broken = []

    @MANY
    @given(operation.as_strategy(generation_mode=mode))
    def call(case):
        if pk and "pk" in (case.path_parameters or {}):
            case.path_parameters["pk"] = pk
        with suppress(Undone), transaction.atomic():
            answer = case.call(app=application, base_url="http://localhost", headers=headers)
            raise Undone
        try:
            case.validate_response(answer, checks=PROMISES)
        except schemathesis.core.failures.FailureGroup as group:
            broken.append(f"{operation.label} {case.query} {case.body}: {group.exceptions}"[:2000])

    call()
    return broken


def test_every_call_gets_an_answer_that_the_description_knows(business, application, caller):
    """Each operation twice: a call that fits the description from one of the two people, a call that does not from the other."""
    models = {screen.slug: screen.model for screen in SCREENS.values()}
    broken = []
    for turn, found in enumerate(described().get_all_operations(), caller.turn):
        operation = found.ok()
        model = models.get(operation.path.split("/")[3])
        first = model._default_manager.order_by("-pk").first() if model else None
        broken += tried(operation, MODES[turn % 2], first and first.pk, application, caller.headers)
    assert broken == []
