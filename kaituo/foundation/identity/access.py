"""The one answer to "which rows may this person see or change?".

`visible()` gives a queryset; `may()` asks the same query of a single row, so the list and the check cannot drift. Lists, pages, search, export, reports,
the API, notices and jobs all come here. A model says only where its owner is; everything else is data that administrators edit.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from .choices import EVERYTHING, Scope, Shows
from .reach import Reach

if TYPE_CHECKING:
    from .models import User

VIEW, CHANGE, REVEAL = "view", "change", "reveal"


NO_ROW = Q(pk__in=[])
EVERY_ROW = ~NO_ROW
"""True of every row; an empty condition beside another one would say nothing."""


@dataclass(frozen=True)
class Access:
    """Where a model keeps its owner.

    owner: path to the user who owns a row ("owner", "order__owner"); empty: only grants over all rows reach it.
    via: path to the parent row whose access decides; a view of the child asks a view of the parent, a look at a masked field asks `reveal`,
    every other verb a change, or what `asks` names.
    pool: path to what holds the row while nobody owns it; its manager's `opened_to(user, verb, day)` says which of them are open to the person.
    sensitive: fields that a role may see hidden or masked.
    is_limited: however far roles reach, only those whom `opened_for(user, verb, day)` of its manager names (as a condition) and those it is shared with
    reach a row: private boards, one-on-ones. A role must still grant the verb in some scope.
    """

    owner: str = ""
    via: str = ""
    asks: str = "change"
    pool: str = ""
    sensitive: tuple[str, ...] = ()
    is_limited: bool = False


class NoAccessDeclared(LookupError):
    """The model has no `access`: a mistake of the programmer, refused for everyone."""


def access_of(model: type[Model]) -> Access:
    access = getattr(model, "access", None)
    if access is None:
        raise NoAccessDeclared(model._meta.label)
    return access


def visible(user: "User", rows: QuerySet, verb: str = VIEW, *, on: date | None = None) -> QuerySet:
    """The rows to which the person may do the verb, by today's organisation or that of the day `on`."""
    access = access_of(rows.model)
    if user.is_system:
        return rows
    if not user.is_active:
        return rows.none()
    if access.via:
        if reaches_all(user, rows.model, verb):
            return rows
        parents = _parent_model(rows.model, access.via)._default_manager.all()
        return rows.filter(**{f"{access.via}__pk__in": visible(user, parents, _asked_of_parent(access, verb), on=on)})
    scopes = user.rights.reach(rows.model._meta.label, verb)
    if Scope.ALL in scopes and not access.is_limited:
        return rows
    return rows.filter(_reached(rows.model, access, verb, scopes, user.reach_on(on or timezone.localdate())))


def reaches_all(user: "User", model: type[Model], verb: str = VIEW) -> bool:
    """Whether the person may do the verb to every row there is, so that nothing need be asked of any."""
    access = access_of(model)
    if access.via:
        return reaches_all(user, _parent_model(model, access.via), _asked_of_parent(access, verb))
    if access.is_limited:
        return user.is_system
    return user.is_system or (user.is_active and Scope.ALL in user.rights.reach(model._meta.label, verb))


def may(user: "User", verb: str, row: Model | type[Model]) -> bool:
    """Whether the person may do the verb to the row; of a model: to any row of it at all."""
    if isinstance(row, type):
        access = access_of(row)
        if user.is_system:
            return True
        if access.via:
            return may(user, _asked_of_parent(access, verb), _parent_model(row, access.via))
        return user.is_active and bool(user.rights.reach(row._meta.label, verb))
    if reaches_all(user, type(row), verb):
        return row.pk is not None
    return visible(user, type(row)._default_manager.filter(pk=row.pk), verb).exists()


def demand(user: "User", verb: str, row: Model) -> None:
    """Pass, or raise Http404 when the row is not visible, PermissionDenied when it is visible but the verb is not allowed."""
    if may(user, verb, row):
        return
    if may(user, VIEW, row):
        raise PermissionDenied(_("You may see this record, but not do that to it."))
    raise Http404


def fetch(user: "User", rows: QuerySet, verb: str = VIEW, **lookup) -> Model:
    """The one row that the lookup names, if the person may; else Http404 or PermissionDenied."""
    row = visible(user, rows, verb).filter(**lookup).first()
    if row is not None:
        return row
    if verb != VIEW and visible(user, rows).filter(**lookup).exists():
        raise PermissionDenied(_("You may see this record, but not do that to it."))
    raise Http404


def shows(user: "User", model: type[Model], field: str) -> Shows:
    """What the person sees of a field; a field nobody ruled on is shown."""
    if user.is_system or field not in access_of(model).sensitive:
        return Shows.FULL
    return user.rights.shows.get(model._meta.label, {}).get(field, Shows.FULL)


def readable(user: "User", model: type[Model], fields: list[str]) -> list[str]:
    """The fields whose full value the person may read, sort and filter by."""
    return [name for name in fields if shows(user, model, name) == Shows.FULL]


def people_over_all(model: type[Model], verb: str, *, on: date | None = None) -> QuerySet:
    """Whoever may sign in and do the verb to every row of the model: the people to tell what concerns the installation."""
    return _granted(model, verb, on, scope=Scope.ALL)


def people_who_may(model: type[Model], verb: str, *, on: date | None = None) -> QuerySet:
    """Whoever may sign in and do the verb to some row of the model, by a role."""
    return _granted(model, verb, on)


def _granted(model: type[Model], verb: str, on: date | None, **narrowed: Scope) -> QuerySet:
    grants = apps.get_model("identity", "Grant").objects.filter(model__in=[model._meta.label, EVERYTHING], verb__in=[verb, EVERYTHING], **narrowed)
    held = apps.get_model("identity", "RoleAssignment").objects.on(on or timezone.localdate()).filter(role__in=grants.values("role"))
    return apps.get_model("identity", "User").objects.people().filter(is_active=True, pk__in=held.values("user"))


def acting_for(user: "User", row: Model) -> int | None:
    """The id of the rep for whom a back-office person acts on this row, if she does."""
    owner = access_of(type(row)).owner if hasattr(type(row), "access") else ""
    if not owner or "__" in owner or user.is_system:
        return None
    owner_id = getattr(row, f"{owner}_id")
    return owner_id if owner_id in user.rights.helps else None


def owners_in_reach(user: "User", model: type[Model], verb: str, *, on: date | None = None) -> set[int] | None:
    """For whom the person may do the verb: whose rows would be within `visible`. None: for everybody."""
    scopes = frozenset({Scope.ALL}) if user.is_system else user.rights.reach(model._meta.label, verb)
    if Scope.ALL in scopes:
        return None
    owners = user.reach_on(on or timezone.localdate()).owners(scopes)
    return set(owners) if isinstance(owners, list) else set(owners.values_list("pk", flat=True))


def _asked_of_parent(access: Access, verb: str) -> str:
    return verb if verb in {VIEW, REVEAL} else access.asks


def _parent_model(model: type[Model], path: str) -> type[Model]:
    for part in path.split("__"):
        model = model._meta.get_field(part).related_model
    return model


def _reached(model: type[Model], access: Access, verb: str, scopes: frozenset[Scope], reach: Reach) -> Q:
    """Owned by someone in reach, shared, or nobody's and open to the person."""
    label, verbs = model._meta.label, [verb, CHANGE] if verb == VIEW else [verb]
    reached = Q(pk__in=[])
    if any((label, each) in reach.shared for each in verbs):
        reached = Q(pk__in=reach.shares().filter(model=label, verb__in=verbs).values("record_id"))
    if access.is_limited:
        return reached | model._default_manager.opened_for(reach.user, verb, reach.day) if scopes else reached
    if access.owner and scopes:
        reached |= Q(**{f"{access.owner}__in": reach.owners(scopes)})
    if access.pool and scopes:
        opened = _parent_model(model, access.pool)._default_manager.opened_to(reach.user, verb, reach.day)
        reached |= Q(**{f"{access.owner}__isnull": True, f"{access.pool}__in": opened.values("pk")})
    return reached
