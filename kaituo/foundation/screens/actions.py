"""The verbs of saved views. Everybody may keep views of her own; sharing one shares the arrangement, never the rows."""

from django.db import transaction

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records

from .models import SavedView


@transaction.atomic
def keep_view(view: SavedView, *, by: User) -> SavedView:
    """A person's list opens with one view at most; one of the same name is replaced."""
    system = User.objects.system()
    own = SavedView.objects.active().filter(owner=by, screen=view.screen)
    for same in own.filter(name=view.name):
        records.archive(same, by=system)
    if view.is_default:
        for other in own.filter(is_default=True):
            records.change(other, {"is_default": False}, by=system)
    view.created_by = by
    return records.create(view, by=system)


def remove_view(view: SavedView, *, by: User) -> None:
    records.archive(view, by=User.objects.system() if view.owner_id == by.pk else by)
