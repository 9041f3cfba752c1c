"""A person's own settings, sign-in links, what a role may do, and the tree of teams."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaituo.foundation.identity.access import demand, fetch
from kaituo.foundation.identity.choices import EVERYTHING, Scope, Shows
from kaituo.foundation.identity.models import Role, User
from kaituo.foundation.screens.views.base import put_errors
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.shell import THEME_COOKIE
from kaituo.foundation.ui.views import remember

from ..actions import accounts, roles
from ..actions.installation import demand_administrator
from ..forms import EmailForm, PlaceForm, ProfileForm
from ..queries import team_lines
from ..rights import field_rules, governed, matrix, name_of


def profile_view(request: HttpRequest) -> HttpResponse:
    """Kept with the person for all her devices; this one also remembers language and theme for when she is signed out."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method != "POST" or not form.is_valid():
        return show_profile(request, form, EmailForm(by=request.user))
    accounts.keep_profile(form.cleaned_data, by=request.user)
    with translation.override(request.user.language):
        messages.success(request, _("Your settings were saved."))
    response = remember(redirect("identity:profile"), settings.LANGUAGE_COOKIE_NAME, request.user.language)
    return remember(response, THEME_COOKIE, request.user.theme)


@require_POST
def email_view(request: HttpRequest) -> HttpResponse:
    """A few wrong passwords in a row, and it waits, as the sign-in does."""
    form = EmailForm(request.POST, by=request.user)
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.add_error("password", _("Too many attempts. Please wait a little."))
    if not form.is_valid():
        return show_profile(request, ProfileForm(instance=User.objects.get(pk=request.user.pk)), form)
    accounts.change_email(form.cleaned_data["email"], by=request.user)
    messages.success(request, _("Your e-mail address was changed."))
    return redirect("identity:profile")


def show_profile(request: HttpRequest, form: ProfileForm, email: EmailForm) -> HttpResponse:
    is_wrong = bool(form.errors or email.errors)
    return render_page(request, "administration/profile.html", {"form": form, "email": email}, status=422 if is_wrong else 200)


@require_POST
def link_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the link this once; the administrator hands it over."""
    person = fetch(request.user, User.objects.people(), "invite", pk=pk)
    path = accounts.invite(person, by=request.user)
    return render_page(request, "administration/link.html", {"person": person, "link": request.build_absolute_uri(path)})


def grants_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`?model=`: one kind of record, every verb by every scope."""
    role = fetch(request.user, Role.objects.all(), pk=pk)
    label = request.GET.get("model", EVERYTHING)
    if label not in {EVERYTHING, *governed()}:
        raise Http404
    demand(request.user, "change", role)
    refusal = _save_grants(request, role, label) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("identity-role-page", role.pk)
    context = {"role": role, "kind": name_of(label), "matrix": matrix(role, label), "rules": field_rules(role, label)}
    return render_page(request, "administration/grants.html", context | {"scopes": Scope, "shows": Shows, "refusal": refusal})


def _save_grants(request: HttpRequest, role: Role, label: str) -> ValidationError | None:
    pairs = [tuple(each.split("|", 1)) for each in request.POST.getlist("grant") if "|" in each]
    granted = [(verb, scope) for verb, scope in pairs if scope in Scope.values]
    asked = {name: request.POST.get(f"field-{name}", Shows.FULL) for name, _label, _shows in field_rules(role, label)}
    rules = {name: shows for name, shows in asked.items() if shows in Shows.values}
    try:
        roles.set_grants(role, by=request.user, model=label, granted=granted, rules=rules)
    except ValidationError as refusal:
        return refusal
    return None


def teams_view(request: HttpRequest) -> HttpResponse:
    demand_administrator(request.user)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _placed(request, form):
        return redirect("administration:teams")
    return render_page(request, "administration/teams.html", {"form": form, "lines": team_lines(timezone.localdate())})


def _placed(request: HttpRequest, form: PlaceForm) -> bool:
    try:
        roles.place(form.cleaned_data["team"], by=request.user, parent=form.cleaned_data["parent"], on=form.cleaned_data["on"])
    except ValidationError as refusal:
        put_errors(form, refusal)
        return False
    return True
