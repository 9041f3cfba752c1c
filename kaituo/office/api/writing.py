"""What comes in: JSON laid over the same forms that people fill in, and written by the same verbs."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import CHANGE, demand, fetch, may
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.records.verbs import Verb, perform
from kaituo.foundation.screens.columns import shown
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.forms import LineFormSet, bind_form, values_of
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.views.form import save_lines
from kaituo.foundation.screens.views.verb import bound_verb_form

from .filling import filled
from .lines import bound_lines, line_errors
from .problems import Wrong, WrongBody

LARGEST_VERSION = 2**31


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; an empty body is an empty object. Raises WrongBody."""
    try:
        body = json.loads(request.body or b"{}")
        request.body.decode()
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise WrongBody from error
    if not isinstance(body, dict):
        raise WrongBody
    return body


def versioned_body_of(request: HttpRequest, screen: Screen) -> dict[str, Any]:
    """The body; the version that it leaves out is the one in `If-Match`. Raises WrongBody, Wrong."""
    body, tag = body_of(request), request.headers.get("If-Match", "").strip()
    if not tag or "version" in body or not issubclass(screen.model, Record):
        return body
    seen = tag.removeprefix("W/").strip('"')
    if not is_id(seen):
        raise Wrong({"If-Match": [_("The version is a whole number.")]})
    return body | {"version": int(seen)}


def create(screen: Screen, user: User, body: dict[str, Any]) -> Model:
    if not may(user, "create", screen.model):
        raise PermissionDenied(_("You are not allowed to create: %(kind)s") % {"kind": screen.noun})
    row = screen.model()
    owner = {"owner": user.pk} if "owner" in {field.name for field in screen.model._meta.concrete_fields} else {}
    return _save(screen, row, user, dict(body), owner)


def change(screen: Screen, user: User, pk: int, body: dict[str, Any]) -> Model:
    row = fetch(user, screen.model._default_manager.all(), CHANGE, pk=pk)
    body = dict(body)
    if isinstance(row, Record) and version_in(body) is None:
        raise Wrong({"version": [_("Say which version you have seen.")]})
    try:
        return _save(screen, row, user, body, None)
    except Stale as stale:
        raise without_hidden(stale, screen, user) from stale


def deed(screen: Screen, verb: Verb, user: User, pk: int, body: dict[str, Any]) -> Model:
    """Do a verb to a record, with its form's fields as inputs; the record as the verb left it. Raises what forms and verbs raise."""
    row = fetch(user, screen.model._default_manager.all(), pk=pk)
    demand(user, verb.allow, row)
    body = dict(body)
    version = version_in(body, taken=True) if isinstance(row, Record) else None
    form = bound_verb_form(verb, row, user, filled(bound_verb_form(verb, row, user), body))
    _demand_valid(form)
    try:
        perform(verb, row, by=user, version=version, inputs=dict(form.cleaned_data))
    except Stale as stale:
        raise without_hidden(stale, screen, user) from stale
    return row


@transaction.atomic
def _save(screen: Screen, row: Model, user: User, body: dict[str, Any], initial: dict[str, Any] | None) -> Model:
    given, accepts = body.pop("lines", {}), body.pop("accepts_doubts", False) is True
    blank = bind_form(screen, row, user, initial=initial)
    form = bind_form(screen, row, user, filled(blank, body), initial=initial)
    formsets = bound_lines(screen, row, user, given)
    _demand_valid(form, formsets)
    with entering(Door.API, accepts_doubts=accepts):
        saved = _written(row, form, user)
    for formset in formsets:
        formset.instance = saved
        save_lines(formset, by=user)
    if any(formset.has_changed() for formset in formsets):
        actions.count_version(saved)
    return saved


def _written(row: Model, form: ModelForm, user: User) -> Model:
    values = values_of(form)
    if row.pk is None:
        form.instance.extra = values.get("extra", {})
        return actions.create(form.instance, by=user)
    return actions.change(row, values, by=user, version=form.cleaned_data.get("version"))


def _demand_valid(form: BaseForm, formsets: list[LineFormSet] | None = None) -> None:
    errors = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
    for formset in formsets or ():
        errors |= line_errors(formset)
    if errors:
        raise Wrong(errors)


def version_in(body: dict[str, Any], *, taken: bool = False) -> int | None:
    version = body.pop("version", None) if taken else body.get("version")
    is_number = isinstance(version, int) and not isinstance(version, bool) and 0 <= version < LARGEST_VERSION
    if version is not None and not is_number:
        raise Wrong({"version": [_("The version is a whole number.")]})
    return version


def without_hidden(stale: Stale, screen: Screen, user: User) -> Stale:
    """What others changed, as far as the person may read it."""
    return Stale({name: pair for name, pair in stale.theirs.items() if shown(user, screen.model, name) == Shows.FULL}, stale.who)
