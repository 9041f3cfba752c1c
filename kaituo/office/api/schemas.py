"""What the description of the interface says of forms, columns and answers: JSON schemas made from the declarations."""

from typing import Any

from django import forms

from kaituo.foundation.records.models import Record
from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.screens.columns import Column
from kaituo.foundation.screens.filters import Filter
from kaituo.foundation.screens.forms import form_class, form_field
from kaituo.foundation.screens.parts import Lines
from kaituo.foundation.screens.screen import Screen

from .reading import LARGEST_PAGE, fact_columns, screen_columns

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
BY_FIELD: list[tuple[type[forms.Field], Schema]] = [
    (forms.ModelMultipleChoiceField, {"type": "array", "items": INTEGER}),
    (forms.ModelChoiceField, {"type": ["integer", "null"]}),
    (forms.MultipleChoiceField, {"type": "array", "items": TEXT}),
    (forms.DecimalField, {"type": ["string", "number", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
    (forms.IntegerField, {"type": ["integer", "null"]}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.DateTimeField, {"type": ["string", "null"], "format": "date-time"}),
    (forms.DateField, {"type": ["string", "null"], "format": "date"}),
]
RELATED: Schema = {"type": ["object", "null"], "properties": {"id": INTEGER, "text": TEXT}}
BY_KIND: dict[str, Schema] = {
    "boolean": {"type": ["boolean", "null"]},
    "integer": {"type": ["integer", "null"]},
    "day": {"type": ["string", "null"], "format": "date"},
    "instant": {"type": ["string", "null"], "format": "date-time"},
    "relation": RELATED,
    "person": RELATED,
}
PROBLEM: Schema = {
    "type": "object",
    "required": ["status", "title"],
    "properties": {
        "status": INTEGER,
        "title": TEXT,
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
        "theirs": {"type": "object"},
        "doubts": {"type": "array", "items": {"type": "object", "properties": {"text": TEXT, "id": {"type": ["integer", "null"]}}}},
        "may_be_accepted": {"type": "boolean"},
    },
}
REFUSALS = {401: "Not signed in", 403: "Not allowed", 404: "Not found or not visible", 429: "Too many requests", 503: "Not available just now"}
WRITING_REFUSALS = REFUSALS | {400: "Not a JSON object", 409: "Changed by somebody else", 413: "Too large", 422: "Not valid"}


def responses(schema: Schema, status: int = 200, *, writes: bool = False) -> dict[int, Schema]:
    refusals = WRITING_REFUSALS if writes else REFUSALS
    problems = {code: {"description": text, "content": {"application/problem+json": {"schema": PROBLEM}}} for code, text in refusals.items()}
    return {status: {"description": "OK", "content": {"application/json": {"schema": schema}}}} | problems


ONCE: Schema = TEXT | {"description": "Given in this answer only; no other holds it."}


def answers(screen: Screen, deed: str = "") -> Schema:
    """One whole record, with what is shown once after this deed."""
    lines = {each.model._meta.model_name: {"type": "array", "items": {"type": "object"}} for each in screen.lines}
    properties = _columns([*screen_columns(screen), *fact_columns(screen)])
    once = {name: ONCE for name in [screen.shown_once.get(deed)] if name}
    return {
        "type": "object",
        "properties": properties | {"lines": {"type": "object", "properties": lines}, "verbs": {"type": "array", "items": TEXT}} | once,
        **({"required": list(once)} if once else {}),
    }


def page(screen: Screen) -> Schema:
    row = {"type": "object", "properties": _columns(screen_columns(screen))}
    return {"type": "object", "properties": {"results": {"type": "array", "items": row}, "next_key": TEXT, "previous_key": TEXT}}


def _columns(columns: list[Column]) -> dict[str, Schema]:
    own = {"id": INTEGER, "version": INTEGER, "text": TEXT}
    return own | {column.name: {"title": column.label, **BY_KIND.get(column.drawn_as, {})} for column in columns}


def asked(screen: Screen) -> list[Schema]:
    """The parameters of a list."""
    sortable = [column.name for column in screen.table.all() if column.is_sortable]
    named = {
        "q": TEXT,
        "sort": {"type": "string", "enum": [sign + name for name in sortable for sign in ("", "-")]},
        "key": TEXT,
        "size": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE},
        **({"archived": {"type": "string", "enum": ["yes"]}} if screen.is_archivable else {}),
        **{each.name: _filter(each) for each in screen.bound_filters},
    }
    return [{"in": "query", "name": name, "required": False, "schema": schema} for name, schema in named.items()]


def _filter(each: Filter) -> Schema:
    return {"type": "array", "items": TEXT} if each.kind in {"choice", "relation"} else TEXT


def saved(screen: Screen, *, is_new: bool) -> Schema:
    """The body that creates or changes a record."""
    properties = {name: field_schema(field) for name, field in form_class(screen).base_fields.items()}
    if screen.lines:
        lines = {each.model._meta.model_name: {"type": "array", "items": _line(each)} for each in screen.lines}
        properties["lines"] = {"type": "object", "properties": lines}
    version = {"version": INTEGER} if issubclass(screen.model, Record) and not is_new else {}
    return {"type": "object", "properties": properties | version | {"accepts_doubts": ACCEPTS}}


ACCEPTS: Schema = {"type": "boolean", "description": "Save it although something speaks against it, such as a record like it."}


def _line(lines: Lines) -> Schema:
    fields = [form_field(lines.model._meta.get_field(name)) for name in lines.fields]
    named = {name: field_schema(field) for name, field in zip(lines.fields, fields, strict=True) if field is not None}
    return {"type": "object", "properties": {"id": INTEGER, "delete": {"type": "boolean"}, **named}}


def inputs(verb: Verb, screen: Screen) -> Schema:
    fields = verb.form.base_fields if verb.form else {}
    required = [name for name, field in fields.items() if field.required and field.initial is None]
    version = {"version": INTEGER} if issubclass(screen.model, Record) else {}
    properties = {name: field_schema(field) for name, field in fields.items()}
    return {"type": "object", "properties": properties | version, **({"required": required} if required else {})}


def field_schema(field: forms.Field) -> Schema:
    schema = next((schema for kind, schema in BY_FIELD if isinstance(field, kind)), TEXT)
    label = {"title": str(field.label)} if field.label else {}
    return label | schema | _bounds(field)


def _bounds(field: forms.Field) -> Schema:
    """The closed list of a choice (one that only the record itself knows stays open), the greatest length of a text."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField | forms.MultipleChoiceField):
        offered = [str(value) for value, _label in field.choices]
        return {"enum": offered} if offered else {}
    longest = getattr(field, "max_length", None)
    return {"maxLength": longest} if longest else {}


IF_MATCH: Schema = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": TEXT,
    "description": "The record's ETag; instead of `version` in the body. One of the two is needed to change a record.",
}


def body(schema: Schema) -> Schema:
    return {"required": bool(schema.get("required")), "content": {"application/json": {"schema": schema}}}
