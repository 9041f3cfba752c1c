"""`manage.py tour [context]`: everything that is found by looking around instead of by importing, on one page."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records.bells import BELLS
from kaituo.foundation.records.verbs import VERBS

from ...parts import PANELS
from ...screen import SCREENS, Screen


class Command(BaseCommand):
    help = "Prints the screens, verbs, measures, reactions and jobs of one context, or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("context", nargs="?", default="", help="the last word of its folder: pipeline")

    def handle(self, *args: Any, context: str, **options: Any) -> None:
        known = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("kaituo."))
        if context and context not in known:
            raise CommandError(f"no context {context!r}; there are: {', '.join(known)}")
        wanted = [context] if context else known
        self.section("Screens", (line for screen in SCREENS.values() if screen.model._meta.app_label in wanted for line in screen_lines(screen)))
        self.section("Panels", (f"{on}: {type(panel).__name__}" for on, panels in PANELS.items() for panel in panels if place(panel) in wanted))
        self.section("Verbs", (verb_line(module, name) for module, name in sorted(VERBS) if context_of(module) in wanted))
        self.section("Measures", (measure_line(name) for name in sorted(MEASURES) if name.split(".")[0] in wanted))
        self.section("Reactions", (bell_line(name) for name in sorted(BELLS) if not BELLS[name].is_later and context_of(name) in wanted))
        self.section("Jobs", (bell_line(name) for name in sorted(BELLS) if BELLS[name].is_later and context_of(name) in wanted))

    def section(self, title: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            self.stdout.write(self.style.MIGRATE_HEADING(title))
            for line in found:
                self.stdout.write(f"  {line}")


def context_of(module: str) -> str:
    """ "kaituo.sales.pipeline.actions" → "pipeline"."""
    return module.split(".")[2]


def place(panel: object) -> str:
    return context_of(type(panel).__module__)


def screen_lines(screen: Screen) -> list[str]:
    ways = [
        "list",
        *(["board"] if screen.board else []),
        *(["calendar"] if screen.calendar else []),
        "page",
        *(["form"] if screen.may_be_created_here else []),
    ]
    needs = f"needs {screen.label}: view"
    return [f"/{screen.slug}/ ({', '.join(ways)}), {needs}, template {screen.template('list')[0]} or {screen.template('list')[1]}"]


def verb_line(module: str, name: str) -> str:
    verb = VERBS[module, name]
    return f"{name}({verb.model.__name__}), needs {verb.allow!r}, says {verb.says}"


def measure_line(name: str) -> str:
    measure = MEASURES[name]
    return f"{name} ({measure.kind.value}, {measure.unit.value}): {measure.label}"


def bell_line(name: str) -> str:
    bell = BELLS[name]
    heard = ", ".join(sorted(bell.facts)) or "every fact"
    return f"{name.removeprefix('kaituo.')} on {heard}{f' about {bell.subject}' if bell.subject else ''}"
