"""A typo in a declaration fails at start: every field, filter, verb and relation that a Screen names must exist."""

from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist

from .screen import SCREENS, Screen


@register()
def screens_name_what_exists(app_configs, **_options) -> list[Error]:
    return [error for screen in SCREENS.values() for error in _faults(screen)]


def _faults(screen: Screen) -> list[Error]:
    where = type(screen).__name__
    faults = []
    for column in screen.table.all():
        if column.field is None and not hasattr(screen.model, column.name.split("__")[0]):
            faults.append(Error(f"{where}.table names {column.name!r}, which {screen.label} has not", id="screens.E001"))
    try:
        _filters = screen.bound_filters
    except FieldDoesNotExist as error:
        faults.append(Error(f"{where}.filters: {error}", id="screens.E002"))
    known = {field.name for field in screen.model._meta.get_fields()}
    for name in (*screen.fields, *screen.inline, *screen.finds):
        if name.split("__")[0] not in known:
            faults.append(Error(f"{where} names the field {name!r}, which {screen.label} has not", id="screens.E003"))
    for function in (*screen.buttons, *screen.bulk):
        if not hasattr(function, "verb"):
            faults.append(Error(f"{where} offers {function.__name__}, which is not a verb", id="screens.E004"))
    return faults
