"""JSON laid over a form as it would stand before a person: what the body does not name keeps its value."""

from typing import Any

from django.forms import BaseForm, Field, JSONField
from django.utils.translation import gettext as _

from .problems import Wrong


def filled(form: BaseForm, body: dict[str, Any]) -> dict[str, Any]:
    """The form as it would stand before a person, with what the body says written over it. Raises Wrong for a name the form does not have."""
    unknown = [name for name in body if name not in form.fields]
    if unknown:
        raise Wrong({str(name): [_("There is no such field.")] for name in unknown})
    data = {name: value for name in form.fields if (value := form[name].value()) is not None}
    return data | {name: plain(name, value, form.fields[name]) for name, value in body.items()}


def plain(name: str, value: Any, field: Field) -> Any:
    """A value as a browser would send it: as text, several of them only where the field takes several. Raises Wrong."""
    takes_several = isinstance(field, JSONField) or getattr(field.widget, "allow_multiple_selected", False)
    if isinstance(value, list) and not takes_several:
        raise Wrong({name: [_("A single value is expected.")]})
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, dict | list) for part in parts):
        raise Wrong({name: [_("A single value or a list of values is expected.")]})
    return [_text(part) for part in value] if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
