"""The columns of the opportunity board: the stages of one pipeline."""

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import BoardColumn

from . import actions
from .choices import StageKind
from .models import Stage

CLOSING = {StageKind.WON: actions.win, StageKind.LOST: actions.lose}


def stages_of_pipeline(user: User, pipeline: str) -> list[BoardColumn]:
    """Dropping a card on a closing stage asks for what winning or losing needs."""
    stages = visible(user, Stage.objects.in_order().filter(pipeline=pipeline))
    return [BoardColumn(str(stage.pk), stage.name, asks=CLOSING.get(StageKind(stage.kind))) for stage in stages]
