"""Commission plans as documents over the interface: the file that the screen downloads and takes, so that plans can be kept beside programs."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import log
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.performance.commissions.actions.terms import Faulty, read_file
from kaituo.performance.commissions.documents import document_of
from kaituo.performance.commissions.engine.plan.document import Plan as Document
from kaituo.performance.commissions.engine.plan.loading import LONGEST_TEXT, read_plan, write_plan
from kaituo.performance.commissions.models import Plan
from kaituo.performance.commissions.places import told
from kaituo.performance.commissions.quotes import fault_told

from .operations import json as answered
from .problems import problem
from .writing import body_of


def document(request: HttpRequest, pk: int) -> JsonResponse:
    """The plan, every field written out. Taking it is an event."""
    plan = fetch(request.user, Plan.objects.all(), pk=pk)
    log.state(RECORDS_EXPORTED, plan, by=request.user, inputs={"count": 1})
    return _said(plan)


def take(request: HttpRequest, pk: int) -> JsonResponse:
    """Let the plan say what the document says: its drafts are replaced, versions in force must stand in it unchanged. All faults, or none and it is done."""
    plan = fetch(request.user, Plan.objects.all(), "change", pk=pk)
    if len(request.body) > LONGEST_TEXT:
        raise RequestDataTooBig
    body_of(request)
    # Numbers with a point stay text, so that no digit passes through a float.
    text = json.dumps(json.loads(request.body, parse_float=str), ensure_ascii=False)
    found, faults = read_plan(text, MEASURES)
    if found is None or faults:
        return _refused([{**fault_told(fault), "message": told(fault, found)} for fault in faults])
    return _taken(request, plan, found)


def _taken(request: HttpRequest, plan: Plan, found: Document) -> JsonResponse:
    try:
        read_file(plan, by=request.user, document=found)
    except Faulty as faulty:
        return _refused([{**fault_told(fault), "message": told(fault, found)} for fault in faulty.problems])
    return _said(Plan.objects.get(pk=plan.pk))


def _said(plan: Plan) -> JsonResponse:
    return answered(json.loads(write_plan(document_of(plan))))


def _refused(faults: list[dict[str, Any]]) -> JsonResponse:
    return problem(422, faults[0]["message"], faults=faults)
