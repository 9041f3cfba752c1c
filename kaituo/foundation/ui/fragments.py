"""Renders a page, or only the block of it that htmx asked for: the fragment is a block of the page that owns it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from jinja2 import Environment, nodes
from jinja2_fragments import render_block


def _full_context(request: HttpRequest, context: dict[str, Any] | None) -> dict[str, Any]:
    full = dict(context or {}, request=request, csrf_input=csrf_input_lazy(request), csrf_token=csrf_token_lazy(request))
    for processor in engines["jinja"].template_context_processors:
        full |= processor(request)
    return full


def wants_fragment(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _home_of(env: Environment, name: str, block: str) -> str:
    """The template in whose text the block stands: this one or, where it is a page of its kind with something added, the one that it extends."""
    if block in env.get_template(name).blocks:
        return name
    extended = _extended_by(env, name)
    return _home_of(env, extended, block) if extended else name


@cache
def _extended_by(env: Environment, name: str) -> str:
    extended = env.parse(env.loader.get_source(env, name)[0]).find(nodes.Extends)
    return extended.template.value if extended else ""


def render_page(
    request: HttpRequest, template: str | list[str], context: dict[str, Any] | None = None, block: str | None = None, status: int = 200
) -> HttpResponse:
    """The whole page for a browser; `block` alone for an htmx request (no block: always the whole page). Of several templates the first that exists."""
    env = engines["jinja"].env
    found = env.get_or_select_template(template)
    full = _full_context(request, context)
    if block and wants_fragment(request):
        html = render_block(env, _home_of(env, found.name, block), block, full)
    else:
        html = found.render(full)
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
