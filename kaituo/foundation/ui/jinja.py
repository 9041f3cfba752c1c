"""The Jinja2 environment of every page: strict names, translations and the filters of `formats`. No view logic."""

from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context

from kaituo.foundation.ui import formats

FILTERS = ("money", "number", "percent", "day", "instant", "ago", "span", "wan", "person", "initials", "language_name")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def url_if_any(name: str, *args: Any) -> str:
    """The address of a page an installation may not have; empty when it has not."""
    try:
        return reverse(name, args=args or None)
    except NoReverseMatch:
        return ""


def per_reader(write: Callable[..., str]) -> Callable[..., str]:
    """Jinja would otherwise compute a filter of constants once, in the language of the first reader."""

    @pass_context
    def filtered(_context: Any, *args: Any, **kwargs: Any) -> str:
        return write(*args, **kwargs)

    return filtered


class Components:
    """`ui` in every template. A block rendered alone for htmx does not run its file's imports, so `ui` is global instead."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env.get_template("ui/components.html").module, name)


def environment(**options: Any) -> Environment:
    options |= {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])  # noqa: S701  autoescape is set above
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]  # the i18n extension adds this method
    env.policies["json.dumps_kwargs"] = {"cls": DjangoJSONEncoder, "ensure_ascii": False}
    env.globals |= {"static": static, "url": url, "url_if_any": url_if_any, "ui": Components(env)}
    env.filters |= {name: per_reader(getattr(formats, name)) for name in FILTERS}
    return env
