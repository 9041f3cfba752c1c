"""The switches of language, theme and favourites, and the catalogue page: every component in every state, for whoever writes the next screen."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kaituo.foundation.ui import actions, navigation
from kaituo.foundation.ui import catalogue as examples
from kaituo.foundation.ui.fragments import render_page, wants_fragment
from kaituo.foundation.ui.shell import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Kept with the person, so that her other devices follow; and on this device, for when she is signed out. Chosen at the door it goes in with her."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise BadRequest
    if request.user.is_authenticated:
        actions.choose_language(code, by=request.user)
    else:
        request.session[actions.LANGUAGE_AT_THE_DOOR] = code
    return remember(_back(request), settings.LANGUAGE_COOKIE_NAME, code)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("theme", "")
    if name not in THEMES:
        raise BadRequest
    if request.user.is_authenticated:
        actions.choose_theme(name, by=request.user)
    else:
        request.session[actions.THEME_AT_THE_DOOR] = name
    return remember(_back(request), THEME_COOKIE, name)


@require_POST
def favourite(request: HttpRequest) -> HttpResponse:
    """Of a script the menu as it now is, on the page where the person was."""
    page = request.POST.get("page", "")
    if not navigation.is_open_to(request.user, page):
        raise BadRequest
    actions.turn_favourite(page, by=request.user)
    if not wants_fragment(request):
        return _back(request)
    groups = navigation.groups_for(request.user, request.htmx.current_url_abs_path or "/")
    return render_page(request, "ui/parts/side_nav.html", {"groups": navigation.with_favourites(groups, request.user.favourites)})


def remember(response: HttpResponse, cookie: str, value: str) -> HttpResponse:
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("next", "")
    return redirect(asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()) else "/")


def catalogue(request: HttpRequest) -> HttpResponse:
    return render_page(request, "ui/catalogue.html", examples.context(request.user))


def catalogue_form(request: HttpRequest) -> HttpResponse:
    form = examples.ExampleForm(request.POST or None, auto_id="dialog_%s")
    return render_page(request, "ui/catalogue_form.html", {"form": form, "heading": "ExampleForm"}, block="dialog")
