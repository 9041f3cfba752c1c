"""The part of an opportunity's page that shows how far the deal has come."""

from django.db import models

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part

from .choices import StageKind


class StagePath(Part):
    template = "pipeline/stage_path.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        stages = [stage for stage in row.pipeline.stages.in_order() if stage.is_open or stage.kind == self._end(row)]
        return {"steps": [(stage.name, self._state(stage, row)) for stage in stages], "is_stale": row.is_stale(), "days": row.days_in_stage()}

    def _end(self, row: models.Model) -> str:
        return StageKind.LOST if row.lost_on else StageKind.WON

    def _state(self, stage: models.Model, row: models.Model) -> str:
        if stage.pk == row.stage_id:
            return "lost" if row.lost_on else "current"
        if row.lost_on or (stage.position, stage.pk) > (row.stage.position, row.stage.pk):
            return "todo"
        return "done"
