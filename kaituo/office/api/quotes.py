"""What a plan would pay for given credits: the same answer as `kaituo commissions quote --json`. Nothing is written."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.performance.commissions.documents import document_of
from kaituo.performance.commissions.engine.plan.loading import write_plan
from kaituo.performance.commissions.models import Plan
from kaituo.performance.commissions.quotes import FILES, quoted

from .problems import Wrong
from .schemas import TEXT
from .writing import body_of

LARGEST = 2_000_000
"""Bytes of a request: some tens of thousands of credits."""
FIELDS = {"plan", "files", "attainment", "measures", "open_from"}
FILE_TEXTS = {name: TEXT | {"description": f"CSV: {columns}"} for name, columns in FILES.items()}
ASKED: dict[str, Any] = {
    "type": "object",
    "required": ["plan", "files"],
    "additionalProperties": False,
    "properties": {
        "plan": {"description": "A plan document (docs/commission-plans/plan.schema.json), or the number of a plan", "type": ["object", "integer"]},
        "files": {"type": "object", "required": ["credits"], "additionalProperties": False, "properties": FILE_TEXTS},
        "attainment": TEXT | {"description": "What everybody had attained before the credits, such as 0.95"},
        "measures": {"type": "array", "items": TEXT, "description": "Measures that exist besides those of this installation and of the files"},
        "open_from": TEXT | {"format": "date", "description": "The first day that is not closed yet"},
    },
}
LISTED = {"type": "array", "items": {"type": "object"}}
ANSWERED: dict[str, Any] = {
    "type": "object",
    "description": "Statements and problems, or the faults of plan and files",
    "properties": {"plan": TEXT, "currency": TEXT, "statements": LISTED, "problems": LISTED, "faults": LISTED},
}


def quote_of(request: HttpRequest) -> dict[str, Any]:
    """Raises PermissionDenied for whoever may read no plan, Http404 for a plan one may not read, Wrong, WrongBody and RequestDataTooBig."""
    if not may(request.user, "view", Plan):
        raise PermissionDenied(_("You are not allowed to do that."))
    if len(request.body) > LARGEST:
        raise RequestDataTooBig
    body = body_of(request)
    if unknown := sorted(body.keys() - FIELDS):
        raise Wrong({name: [_("There is no such field.")] for name in unknown})
    files = _files(body.get("files"))
    more = {"attainment": _text(body, "attainment"), "open_from": _day(_text(body, "open_from"))}
    return quoted(_plan(request, body), files, measures={*MEASURES, *_measures(body)}, **more)


def _plan(request: HttpRequest, body: Mapping[str, Any]) -> str:
    given = body.get("plan")
    if isinstance(given, int) and not isinstance(given, bool):
        return write_plan(document_of(fetch(request.user, Plan.objects.all(), pk=given)))
    if not isinstance(given, dict):
        raise Wrong({"plan": [_("Give a plan document or the number of a plan.")]})
    # Numbers with a point stay text, so that no digit passes through a float.
    return json.dumps(json.loads(request.body, parse_float=str)["plan"], ensure_ascii=False)


def _files(given: Any) -> dict[str, tuple[str, bytes]]:
    if not isinstance(given, dict) or "credits" not in given:
        raise Wrong({"files": [_("Give at least the credits, as the text of a CSV file.")]})
    wrong = sorted(name for name, text in given.items() if name not in FILES or not isinstance(text, str))
    if wrong:
        raise Wrong({f"files.{name}": [_("Possible: %(names)s") % {"names": ", ".join(FILES)}] for name in wrong})
    return {name: (f"{name}.csv", text.encode()) for name, text in given.items()}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str):
        raise Wrong({name: [_("This must be text.")]})
    return value


def _measures(body: Mapping[str, Any]) -> list[str]:
    value = body.get("measures") or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Wrong({"measures": [_("Give a list of names.")]})
    return value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Wrong({"open_from": [_("A day is written like 2026-03-31.")]}) from error
