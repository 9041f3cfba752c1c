"""Moving a task on its board: to another list or another place in it. A full list takes more only with a reason."""

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import MoveForm, OverLimitForm
from ..models import CardList, Task
from ..models.task import STEP
from .finishing import finish, take_up


@action(label=pgettext_lazy("task", "Move"), says=events.TASK_MOVED, allow="change", form=MoveForm, when="may_move", icon="arrow-right")
def move(task: Task, *, by: User, card_list: CardList, after: int | None = None) -> None:
    """`after`: the key of the task under which it is put; none: at the top."""
    if card_list.pk != task.card_list_id and card_list.is_full:
        said = {"list": card_list.name, "limit": card_list.task_limit}
        raise Refused(_("“%(list)s” should hold %(limit)s tasks at most. Say why it may be more.") % said, field="card_list")
    _put(task, card_list, after, by)


@action(
    label=gettext_lazy("Move past the limit"),
    says=events.LIMIT_PASSED,
    allow="change",
    form=OverLimitForm,
    when="meets_a_limit",
    icon="alert-triangle",
)
def pass_limit(task: Task, *, by: User, card_list: CardList, reason: str, after: int | None = None) -> None:
    _put(task, card_list, after, by)


def _put(task: Task, card_list: CardList, after: int | None, by: User) -> None:
    if card_list.board_id != task.board_id:
        raise Refused(_("This list belongs to another board."), field="card_list")
    task.card_list, task.position = card_list, _position(task, card_list, after)
    if card_list.is_for_done and task.is_open:
        finish(task, by)
    elif not card_list.is_for_done and task.is_done:
        take_up(task)
    task.save()


def _position(task: Task, card_list: CardList, after: int | None) -> int:
    """Between the two neighbours. Where no number is left between them, everything below moves down."""
    others = Task.objects.filter(card_list=card_list).exclude(pk=task.pk).order_by("position", "pk")
    above = others.filter(pk=after).values_list("position", flat=True).first() if after else None
    below = others.filter(position__gt=above).first() if above is not None else others.first()
    if below is None:
        return (above or 0) + STEP
    if above is None:
        return below.position - STEP
    if below.position - above < 2:
        others.filter(position__gt=above).update(position=F("position") + STEP)
        return above + STEP // 2
    return (above + below.position) // 2
