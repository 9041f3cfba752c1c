"""Templates compiled once per language: a fixed text becomes part of the compiled page instead of a look-up at every showing.

Jinja documents `Environment._generate` as the hook between the parsed and the compiled template.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from django.utils.translation import gettext, pgettext
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

COMPONENTS = "ui/components.html"
KEPT_PARTS = 512


class Components:
    """`ui` in every template. A block rendered alone for htmx does not run its file's imports, so `ui` is global instead."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._env.get_template(COMPONENTS).module, name)
        if not self._env.auto_reload:
            setattr(self, name, found)
        return found


class Kept:
    """`kept(template, **context)`: a part of the frame, drawn once for all pages that give it the same values. The values must be hashable and say everything."""

    def __init__(self, env: Environment) -> None:
        self._draw = lru_cache(KEPT_PARTS)(lambda template, context: Markup(env.get_template(template).render(dict(context))))  # noqa: S704  a template escapes

    def __call__(self, template: str, **context: Hashable) -> Markup:
        found: Markup = self._draw(template, tuple(context.items()))
        return found


class FixedTexts(NodeTransformer):
    """Replaces `_("Total")` by its translation, and `_("Total of %(name)s", name=…)` by its translation and the filling in."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        texts = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        if not isinstance(node.node, nodes.Name) or len(texts) != len(node.args) or node.dyn_args or node.dyn_kwargs:
            return node
        say = {("_", 1): gettext, ("gettext", 1): gettext, ("pgettext", 2): pgettext}.get((node.node.name, len(texts)))
        return _filled(say(*texts), node) if say else node


def _filled(text: str, node: nodes.Call) -> nodes.Expr:
    if not node.kwargs:
        return nodes.MarkSafe(nodes.Const(text % {}), lineno=node.lineno)
    pairs = [nodes.Pair(nodes.Const(each.key), each.value, lineno=node.lineno) for each in node.kwargs]
    return nodes.Mod(nodes.MarkSafe(nodes.Const(text)), nodes.Dict(pairs), lineno=node.lineno)


class Spoken(Environment):
    """The environment of one language; without a language the texts are looked up at each showing."""

    language: str | None = None

    def speaking(self, language: str | None) -> "Spoken":
        spoken = self.overlay()
        spoken.language = language
        spoken.globals = {**self.globals, "ui": Components(spoken), "kept": Kept(spoken)}
        return spoken

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        if self.language is None:
            return super()._generate(source, *args, **kwargs)
        with translation.override(self.language):
            return super()._generate(FixedTexts().visit(source), *args, **kwargs)


class Engine(Jinja2):
    """Django's Jinja2 backend with the environment of the language that is spoken now."""

    @property
    def env(self) -> Spoken:
        language = translation.get_language()
        if language not in self._by_language:
            self._by_language[language] = self.plain.speaking(language)
        return self._by_language[language]

    @env.setter
    def env(self, plain: Spoken) -> None:
        self.plain = plain
        self._by_language: dict[str | None, Spoken] = {}
