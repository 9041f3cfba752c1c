"""A typo in a declaration fails at start: every field, filter, verb and relation that a Screen names must exist."""

from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.template import engines
from jinja2 import TemplateNotFound

from .screen import SCREENS, Screen


@register()
def screens_name_what_exists(app_configs, **_options) -> list[Error]:
    return [error for screen in SCREENS.values() for error in _faults(screen)]


def _faults(screen: Screen) -> list[Error]:
    return [*_column_faults(screen), *_name_faults(screen), *_verb_faults(screen), *_way_faults(screen), *_template_faults(screen)]


def _column_faults(screen: Screen) -> list[Error]:
    columns = [("table", column) for column in screen.table.all()] + [
        ("board.card", column) for column in (screen.board.facts if screen.board else [])
    ]
    return [
        Error(f"{_where(screen)}.{part} names {column.name!r}, which {screen.label} has not", id="screens.E001")
        for part, column in columns
        if column.field is None and not hasattr(screen.model, column.name.split("__")[0])
    ]


def _name_faults(screen: Screen) -> list[Error]:
    faults = []
    try:
        _filters = screen.bound_filters
    except FieldDoesNotExist as error:
        faults.append(Error(f"{_where(screen)}.filters: {error}", id="screens.E002"))
    known = _known(screen)
    names = (*screen.fields, *screen.inline, *screen.finds, *screen.reads, screen.sort.lstrip("-"))
    for name in names:
        if name.split("__")[0] not in known | {"pk"}:
            faults.append(Error(f"{_where(screen)} names the field {name!r}, which {screen.label} has not", id="screens.E003"))
    if screen.table.total and screen.table.total not in known:
        faults.append(Error(f"{_where(screen)}.table sums {screen.table.total!r}, which {screen.label} has not", id="screens.E005"))
    return faults


def _verb_faults(screen: Screen) -> list[Error]:
    offered = [*screen.buttons, *screen.bulk, *([screen.board.drop] if screen.board and screen.board.drop else [])]
    return [
        Error(f"{_where(screen)} offers {function.__name__}, which is not a verb", id="screens.E004")
        for function in offered
        if not hasattr(function, "verb")
    ]


def _way_faults(screen: Screen) -> list[Error]:
    """Boards, calendars, sheets and lines: every field they stand on."""
    named = []
    if screen.board:
        named += [("board.by", screen.board.by), ("board.switch", screen.board.switch), ("board.total", screen.board.total)]
    if screen.calendar:
        named.append(("calendar.on", screen.calendar.on))
    if screen.sheet:
        named += [("sheet.key", screen.sheet.key), *(("sheet.fields", name) for name in screen.sheet.fields)]
    known = _known(screen)
    faults = [
        Error(f"{_where(screen)}.{part} names {name!r}, which {screen.label} has not", id="screens.E006")
        for part, name in named
        if name and name.split("__")[0] not in known
    ]
    faults += [
        Error(f"{_where(screen)}.shown_once names {name!r}, which {screen.label} has not", id="screens.E009")
        for name in screen.shown_once.values()
        if not hasattr(screen.model, name)
    ]
    for lines in screen.lines:
        own = {field.name for field in lines.model._meta.get_fields()}
        faults += [
            Error(f"{_where(screen)}.lines names {name!r}, which {lines.model._meta.label} has not", id="screens.E007")
            for name in (*lines.fields, lines.through)
            if name not in own
        ]
    return faults


def _template_faults(screen: Screen) -> list[Error]:
    """Only parts whose template is named by the declaration itself; those of the product are always there."""
    faults = []
    for part in (*screen.page.parts, *screen.page.beside, *screen.panels):
        try:
            engines["jinja"].env.get_template(part.template)
        except TemplateNotFound:
            faults.append(Error(f"{_where(screen)}.page draws {type(part).__name__} with {part.template!r}, which is not there", id="screens.E008"))
    return faults


def _where(screen: Screen) -> str:
    return type(screen).__name__


def _known(screen: Screen) -> set[str]:
    return {field.name for field in screen.model._meta.get_fields()}
