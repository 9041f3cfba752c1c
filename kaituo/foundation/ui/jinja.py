"""The Jinja2 environment of every page: strict names, translations and the filters of `formats`. No view logic."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import StrictUndefined, pass_context

from kaituo.foundation.ui import formats

from .addresses import address, address_if_any
from .cards import is_labelled, labelled
from .readings import entries_behind
from .spoken import Spoken

FILTERS = ("money", "number", "percent", "day", "instant", "ago", "span", "wan", "person", "initials", "language_name")


def per_reader(write: Callable[..., str]) -> Callable[..., str]:
    """Jinja would otherwise compute a filter of constants once, in the language of the first reader."""

    @pass_context
    def filtered(_context: Any, *args: Any, **kwargs: Any) -> str:
        return write(*args, **kwargs)

    return filtered


def environment(**options: Any) -> Spoken:
    options |= {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = Spoken(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]  # the i18n extension adds this method
    env.policies["json.dumps_kwargs"] = {"cls": DjangoJSONEncoder, "ensure_ascii": False}
    env.globals |= {"static": cache(static), "url": address, "url_if_any": address_if_any, "entries_behind": entries_behind}
    env.filters |= {"labelled": labelled, "is_labelled": is_labelled}
    env.filters |= {name: per_reader(getattr(formats, name)) for name in FILTERS}
    return env
