"""Who has a duty on a customer or a deal, on its page."""

from django.db import models

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Panel

from .models import AccountDuty, DealDuty, Duty


class _Duties(Panel):
    """Whoever sees the record sees who works on it; today's and coming duties."""

    template = "duties/parts/duties.html"
    is_beside = True
    kind: type[Duty]

    def context(self, row: models.Model, user: User) -> dict | None:
        found = self.kind.objects.active().not_over(clock.today()).filter(**{self.kind.about: row}).select_related("role", "person")
        verbs = [(duty, may(user, "view", duty)) for duty in found]
        return {"lines": verbs, "kind": self.kind, "path": self.kind.about, "owner": row.owner}


class DutiesOfAccount(_Duties):
    on = "customers.Account"
    kind = AccountDuty


class DutiesOfDeal(_Duties):
    on = "pipeline.Opportunity"
    kind = DealDuty
