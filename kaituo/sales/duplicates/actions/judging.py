"""The verbs of duplicates: judging pairs, merging them one by one or many at once, searching everything."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.aliases import survivors
from kaituo.foundation.records.merging import may_be_taken, merge
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import PairState
from ..forms import MergeAboveForm
from ..models import Pair, Scan
from ..shelf import SHELF


@action(label=gettext_lazy("Two different ones"), says=events.PAIR_DISMISSED, allow="judge", when="is_open", icon="x")
def dismiss(pair: Pair, *, by: User) -> None:
    """They are not the same: no search brings the pair up again."""
    _judge(pair, PairState.DIFFERENT, by)


@action(label=gettext_lazy("Look at it again"), says=events.PAIR_REOPENED, allow="judge", when="is_dismissed", icon="arrow-back-up")
def reopen(pair: Pair, *, by: User) -> None:
    _judge(pair, PairState.OPEN, by)


@action(label=pgettext_lazy("records", "Merge"), says=events.PAIR_MERGED, allow="judge", when="is_open", icon="git-merge")
def merge_pair(pair: Pair, *, by: User) -> None:
    """The older record is kept; what it leaves empty is filled from the other. Field by field one chooses on the pair's page."""
    first, second = both(pair)
    if first.pk != second.pk:
        merge(first, by=by, other=second, take=gaps(first, second))
    _judge(pair, PairState.MERGED, by)


@action(label=gettext_lazy("Merge the surest"), says=events.PAIR_MERGED, form=MergeAboveForm, allow="merge_above", icon="git-merge", danger=True)
def merge_above(scan: Scan, *, by: User, likelihood: Decimal) -> int:
    """Every open pair of this kind that is at least so likely. Pairs in which the person may not merge are left. Returns how many were merged."""
    rows = Pair.objects.open().filter(model=scan.model, likelihood__gte=likelihood).order_by("-likelihood", "pk")
    return sum(_merged(pk, by) for pk in list(rows.values_list("pk", flat=True)))


def _merged(pk: int, by: User) -> bool:
    """A merge before it may have closed the pair already."""
    pair = Pair.objects.filter(pk=pk).first()
    if pair is None or not pair.is_open:
        return False
    try:
        merge_pair(pair, by=by)
    except (PermissionDenied, ValidationError):
        return False
    return True


def _judge(pair: Pair, state: PairState, by: User) -> None:
    pair.state, pair.judged_by = state, by
    pair.save(update_fields=["state", "judged_by"])


def both(pair: Pair) -> tuple[models.Model, models.Model]:
    """The two records as they live today: one that was merged since stands for its survivor. Raises Refused when one is gone."""
    model = SHELF[pair.model].model
    now = survivors(model, [pair.first_id, pair.second_id])
    ids = [now.get(pk, pk) for pk in (pair.first_id, pair.second_id)]
    rows = model._default_manager.in_bulk(ids)
    if set(ids) - set(rows):
        raise Refused(_("One of the two records is gone."))
    return rows[min(ids)], rows[max(ids)]


def gaps(kept: models.Model, other: models.Model) -> list[str]:
    """The fields that the one leaves empty and the other fills."""
    return [
        field.name
        for field in may_be_taken(type(kept))
        if getattr(kept, field.attname) in (None, "") and getattr(other, field.attname) not in (None, "") and not _leads_to(field, kept, other)
    ]


def _leads_to(field: models.Field, kept: models.Model, other: models.Model) -> bool:
    """A branch of the one that is kept does not make it its own branch."""
    return field.related_model is type(kept) and getattr(other, field.attname) in (kept.pk, other.pk)


def may_merge(user: User, first: models.Model, second: models.Model) -> bool:
    return all(access.may(user, "merge", row) for row in (first, second))
