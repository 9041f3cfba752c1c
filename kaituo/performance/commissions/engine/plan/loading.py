"""From the text of a plan file to a plan, or to everything that is wrong with the text, each fault with its place. No fault is told in a
library's words: codes only, which upper floors put into sentences."""

import json
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kaituo.foundation.calc.problems import Problem, Scalar
from kaituo.performance.commissions.engine.plan.checks import faults_of
from kaituo.performance.commissions.engine.plan.document import Plan, Terms
from kaituo.performance.commissions.engine.plan.part import Part

LONGEST_TEXT = 2_000_000
LONGEST_SHOWN = 60
CODES = {
    "missing": "plan.missing_field",
    "extra_forbidden": "plan.unknown_field",
    "enum": "plan.not_a_choice",
    "literal_error": "plan.not_a_choice",
    "union_tag_invalid": "plan.not_a_choice",
    "union_tag_not_found": "plan.missing_kind",
    "greater_than_equal": "plan.too_small",
    "less_than_equal": "plan.too_large",
    "decimal_max_places": "plan.too_many_digits",
    "string_pattern_mismatch": "plan.bad_name",
    "string_too_long": "plan.too_long",
    "string_type": "plan.not_a_text",
    "tuple_type": "plan.not_a_list",
    "too_short": "plan.too_few",
    "finite_number": "plan.not_a_number",
}
FAMILIES = {
    "decimal": "plan.not_a_number",
    "int": "plan.not_a_number",
    "date": "plan.not_a_date",
    "bool": "plan.not_yes_or_no",
    "model": "plan.not_a_part",
}
LIMITS = {
    "ge": "least",
    "le": "most",
    "decimal_places": "digits",
    "max_length": "most",
    "min_length": "least",
    "expected": "choices",
    "expected_tags": "choices",
}


def read_plan(text: str, measures: Collection[str] | None = None) -> tuple[Plan | None, list[Problem]]:
    """The plan and what is wrong with it; without a readable document there is no plan. `measures` are those that exist, None: any."""
    plain, faults = _plain(text)
    if faults:
        return None, faults
    try:
        plan = Plan.model_validate(plain)
    except ValidationError as refused:
        return None, [_fault(error, plain) for error in refused.errors(include_url=False, include_context=True)]
    return plan, faults_of(plan, measures)


def parsed_terms(plain: Any) -> tuple[Terms | None, list[Problem]]:
    """One version from plain values, or everything that keeps it from being read; places as if it were the plan's only one."""
    try:
        return Terms.model_validate(plain), []
    except ValidationError as refused:
        faults = [_fault(error, plain) for error in refused.errors(include_url=False, include_context=True)]
        return None, [Problem(each.code, each.source.replace("$", "$.terms[0]", 1), each.parameters) for each in faults]


def write_plan(plan: Plan) -> str:
    """The document with every field written out, so that nobody has to know a default. Reading it gives an equal plan."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _plain(text: str) -> tuple[Any, list[Problem]]:
    if len(text) > LONGEST_TEXT:
        return None, [Problem("plan.too_long", "$", {"most": LONGEST_TEXT})]
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(name for name, count in Counter(name for name, _value in found).items() if count > 1)
        return dict(found)

    try:
        plain = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=pairs)
        json.dumps(plain, ensure_ascii=False, default=str).encode()  # half a character cannot be kept
    except json.JSONDecodeError as error:
        return None, [Problem("plan.not_json", "$", {"line": error.lineno, "column": error.colno})]
    except (ValueError, RecursionError):
        return None, [Problem("plan.not_json", "$", {"line": 1, "column": 1})]
    return plain, [Problem("plan.field_twice", "$", {"field": name[:LONGEST_SHOWN]}) for name in twice]


def _refuse_constant(_written: str) -> Any:
    raise ValueError


def _fault(error: ErrorDetails, plain: Any) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    code = CODES.get(kind) or FAMILIES.get(kind.split("_")[0], "plan.wrong_value")
    path, holder = _place(error["loc"], plain, keeps_last=kind == "missing")
    parameters: dict[str, Scalar] = {name: _shown(context[key]) for key, name in LIMITS.items() if key in context}
    last = str(error["loc"][-1])[:LONGEST_SHOWN] if error["loc"] else ""
    if code in ("plan.missing_field", "plan.unknown_field"):
        parameters |= {"field": last}
    elif code not in ("plan.missing_kind", "plan.too_few"):
        parameters |= {"value": _shown(error["input"])}
    meant = _meant(last, holder) if code == "plan.unknown_field" else ""
    return Problem("plan.misspelt_field", path, {"field": last, "meant": meant}) if meant else Problem(code, path, parameters)


def _meant(name: str, holder: Any) -> str:
    """The field of the document that was probably meant by an unknown one."""
    fields = {field for part in all_parts() for field in part.model_fields} - set(holder if isinstance(holder, dict) else {})
    return next(iter(get_close_matches(name, sorted(fields), 1)), "")


def all_parts(base: type[Part] = Part) -> list[type[Part]]:
    """Every kind of part that a document may hold."""
    return [each for part in base.__subclasses__() for each in (part, *all_parts(part))]


def _place(steps: tuple[int | str, ...], plain: Any, *, keeps_last: bool) -> tuple[str, Any]:
    """The JSON path of a fault. Steps that only name a kind of part are not in the document and are left out."""
    path, here, holder = "$", plain, plain
    for at, step in enumerate(steps):
        is_there = (isinstance(here, dict) and step in here) or (isinstance(here, list) and isinstance(step, int) and step < len(here))
        if is_there:
            path += f"[{step}]" if isinstance(step, int) else f".{step}"
            holder, here = here, here[step]
        elif keeps_last and at == len(steps) - 1:
            path, holder = f"{path}.{step}", here
    return path, holder


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
