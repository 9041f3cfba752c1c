"""The verbs of territories: where one stands in the tree, who works in it, and to which of two a customer belongs."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.closure import CircularTree
from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Territory, TerritoryMembership, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Mention
from .forms import JoinForm, LeaveForm, PlaceForm
from .models import Coverage, NamedAccount

DAY = timedelta(days=1)


@action(label=gettext_lazy("Place in the tree"), says=events.TERRITORY_PLACED, allow="change", form=PlaceForm, icon="sitemap")
def place(territory: Territory, *, by: User, on: date, parent: Territory | None = None) -> None:
    """From the day on it stands under the other; what was before stays as it was."""
    try:
        trees.place(territory, parent, on=on)
    except CircularTree as circle:
        raise Refused(_("%(territory)s already stands above %(parent)s.") % {"territory": territory, "parent": parent}, field="parent") from circle


@action(label=gettext_lazy("Give to a person"), says=events.TERRITORY_JOINED, allow="change", form=JoinForm, icon="user-plus")
def join(territory: Territory, *, by: User, person: User, on: date, last_on: date | None = None) -> None:
    ends_on = day_after(last_on) if last_on else None
    if ends_on and ends_on <= on:
        raise Refused(_("The last day lies before the first."), field="last_on")
    own = TerritoryMembership.objects.not_over(on).filter(user=person, territory=territory)
    if own.filter(Q(starts_on__lt=ends_on) if ends_on else Q()).exists():
        raise Refused(_("%(person)s works in %(territory)s in these days already.") % {"person": person, "territory": territory}, field="person")
    TerritoryMembership.objects.create(user=person, territory=territory, starts_on=on, ends_on=ends_on)


@action(label=gettext_lazy("End"), says=events.TERRITORY_LEFT, allow="change", form=LeaveForm, when="is_not_over", icon="x", danger=True)
def leave(membership: TerritoryMembership, *, by: User, last_on: date) -> None:
    """What she did in it stays hers."""
    membership.ends_on = max(day_after(last_on), membership.starts_on)
    membership.save(update_fields=["ends_on"])


@action(label=gettext_lazy("Keep here only"), says=events.CUSTOMER_NAMED, when="is_not_over", icon="pin")
def keep_here(coverage: Coverage, *, by: User) -> None:
    """From today the customer belongs to this territory by name, and to no other."""
    _mention(coverage, Mention.NAMED)


@action(label=gettext_lazy("Leave out here"), says=events.CUSTOMER_LEFT_OUT, when="is_not_over", icon="pinned-off")
def leave_out(coverage: Coverage, *, by: User) -> None:
    """From today the customer does not belong to this territory, wherever it lies."""
    _mention(coverage, Mention.EXCLUDED)


def _mention(coverage: Coverage, mention: Mention) -> None:
    """Whoever said something else of the customer here is overruled from today."""
    today, system = clock.today(), User.objects.system()
    for row in NamedAccount.objects.active().not_over(today).filter(account=coverage.account_id, territory=coverage.territory_id):
        records.change(row, {"ends_on": max(today, row.starts_on)}, by=system)
    spoken = NamedAccount.objects.active().filter(account=coverage.account_id, territory=coverage.territory_id, starts_on=today).first()
    if spoken:
        records.change(spoken, {"mention": mention, "ends_on": None}, by=system)
    else:
        records.create(NamedAccount(territory=coverage.territory, account=coverage.account, mention=mention, starts_on=today), by=system)


def day_after(last_on: date) -> date:
    """The first day without it; of the last day there is, none."""
    return last_on + DAY if last_on < FAR_FUTURE else FAR_FUTURE
