"""The lines of a record in a JSON body: `"lines": {"orderline": [{"product": 3}, {"id": 7, "quantity": 2}, {"id": 8, "delete": true}]}`.

A line with an id is changed, one with `delete` taken off, one without an id added; lines that are not named stay as they are.
"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import LineFormSet, bind_lines
from kaituo.foundation.screens.parts import Lines
from kaituo.foundation.screens.screen import Screen

from .filling import filled
from .problems import Wrong

MOST = 1000
OWN = ("id", "delete")


def bound_lines(screen: Screen, parent: Model, user: User, given: Any) -> list[LineFormSet]:
    """A formset per kind of line that the body names. Raises Wrong for kinds and lines that do not exist."""
    by_name = {lines.model._meta.model_name: lines for lines in screen.lines}
    if not isinstance(given, dict) or not set(given) <= set(by_name):
        raise Wrong({"lines": [_("There are no such lines. Possible: %(names)s") % {"names": ", ".join(by_name) or "–"}]})
    return [_bound(by_name[name], parent, user, items) for name, items in given.items()]


def line_errors(formset: LineFormSet) -> dict[str, list[str]]:
    """{"orderline.0.quantity": sentences}."""
    if formset.is_valid():
        return {}
    found = {formset.prefix: [str(message) for message in formset.non_form_errors()]} if formset.non_form_errors() else {}
    for index, errors in enumerate(formset.errors):
        found |= {f"{formset.prefix}.{index}.{name}": [str(message) for message in messages] for name, messages in errors.items()}
    return found


def _bound(lines: Lines, parent: Model, user: User, items: Any) -> LineFormSet:
    items = _checked(lines, items)
    blank = bind_lines(lines, parent, user)
    known = {form.instance.pk: form for form in blank.initial_forms}
    changed = {item["id"]: item for item in items if "id" in item}
    if not set(changed) <= set(known):
        raise Wrong({f"lines.{lines.model._meta.model_name}": [_("A line with this id does not exist.")]})
    new = [item for item in items if "id" not in item]
    forms = [(form, changed.get(pk, {})) for pk, form in known.items()] + [(blank.empty_form, item) for item in new]
    data = {f"{blank.prefix}-TOTAL_FORMS": len(forms), f"{blank.prefix}-INITIAL_FORMS": len(known)}
    for index, (form, item) in enumerate(forms):
        data |= {f"{blank.prefix}-{index}-{name}": value for name, value in _values(form, item).items()}
    return bind_lines(lines, parent, user, data)


def _values(form: Any, item: dict[str, Any]) -> dict[str, Any]:
    taken_off = {"DELETE": "on"} if item.get("delete") is True else {}
    return filled(form, {name: value for name, value in item.items() if name not in OWN}) | taken_off


def _checked(lines: Lines, items: Any) -> list[dict[str, Any]]:
    are_objects = isinstance(items, list) and len(items) <= MOST and all(isinstance(item, dict) for item in items)
    if not are_objects or not all(isinstance(item["id"], int) for item in items if "id" in item):
        raise Wrong({f"lines.{lines.model._meta.model_name}": [_("A list of lines is expected, each an object.")]})
    return items
