"""What stands on the pages of plans, ladders and promotions, and what hangs on those of reviews and staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Panel, Part, Related
from kaituo.foundation.screens.screen import SCREENS
from kaituo.performance.reviews.models import BonusFactor, Verdict

from .choices import PlanState
from .climbing import climbs
from .figures import standing_of
from .models import ImprovementPlan, Ladder, LevelStanding, Promotion

MOST = 100


def verb_address(row: models.Model, name: str) -> str:
    return SCREENS[row._meta.label].url("verb", row.pk, name)


class PlanSheet(Part):
    """The targets with how they stand, the causes with their answers, the check-ins and the signatures."""

    template = "development/parts/plan.html"
    title = _("Targets")

    def context(self, row: ImprovementPlan, user: User) -> dict | None:
        check_ins = list(row.check_ins.all())
        may_change = may(user, "change", row)
        return {
            "stands": standing_of(row, clock.today()) if row.starts_on else [],
            "targets": list(row.targets.all()),
            "causes": list(row.causes.all()),
            "check_ins": check_ins,
            "next": next((each for each in check_ins if each.is_open), None),
            "signatures": list(row.signatures.select_related("person")),
            "may_change": may_change,
            "may_lead": may(user, "end", row),
            "labels": {name: str(measure.label) for name, measure in MEASURES.items()},
            "units": {name: str(measure.unit) for name, measure in MEASURES.items()},
            "currency": base_currency(),
            "today": clock.today(),
            "elapsed": _elapsed(row),
            "is_mine": row.person_id == user.pk,
            "verb": verb_address,
        }


def _elapsed(row: ImprovementPlan) -> float | None:
    if row.state != PlanState.RUNNING:
        return None
    whole = (row.ends_on - row.starts_on).days
    return min((clock.today() - row.starts_on).days / whole, 1) if whole else None


class Climbers(Part):
    """Who is near the next level of this ladder, as far as one may see, and what is missing."""

    template = "development/parts/climbers.html"
    title = _("Who is near")

    def context(self, row: Ladder, user: User) -> dict | None:
        rows = visible(user, LevelStanding.objects.active().filter(ends_on=None, level__ladder=row, person__is_active=True)).select_related(
            "person", "level"
        )
        found = climbs(list(rows[:MOST]), clock.today())
        labels = {name: str(measure.label) for name, measure in MEASURES.items()}
        waiting = set(visible(user, Promotion.objects.proposed()).values_list("person_id", flat=True))
        allowed = set(
            visible(user, LevelStanding.objects.filter(pk__in=[each.standing.pk for each in found]), "propose").values_list("pk", flat=True)
        )
        return {
            "climbs": found,
            "labels": labels,
            "currency": base_currency(),
            "waiting": waiting,
            "allowed": allowed,
            "user": user,
            "verb": verb_address,
        }


class Rungs(Part):
    """What each level asks for, for everybody to read."""

    template = "development/parts/rungs.html"
    title = _("Levels")

    def context(self, row: Ladder, user: User) -> dict | None:
        levels = list(row.levels.filter(archived_at=None).prefetch_related("criteria"))
        return {"levels": levels, "currency": base_currency()}


class LevelsKept(Related):
    """The levels as rows to be changed, for whoever keeps the ladder; the others read them above."""

    def context(self, row: Ladder, user: User) -> dict | None:
        return super().context(row, user) if may(user, "change", row) else None


class Findings(Part):
    """How the criteria stood when the promotion was proposed."""

    template = "development/parts/findings.html"
    title = _("The criteria when it was proposed")

    def context(self, row: Promotion, user: User) -> dict | None:
        return {"findings": row.findings, "labels": {name: str(each.label) for name, each in MEASURES.items()}, "currency": base_currency()}


class Consequences(Panel):
    """What follows from a review: pay, training, a plan, a promotion; and the way to them."""

    on = "reviews.Review"
    template = "development/parts/consequences.html"
    title = pgettext_lazy("review", "Consequences")

    def context(self, row: models.Model, user: User) -> dict | None:
        verdict = visible(user, Verdict.objects.filter(review=row)).first()
        if verdict is None:
            return None
        bonus = visible(user, BonusFactor.objects.filter(review=row)).first()
        plans = list(visible(user, ImprovementPlan.objects.active().filter(review=row)))
        promotions = list(visible(user, Promotion.objects.filter(review=row)).select_related("person", "former", "level"))
        standing = (
            visible(user, LevelStanding.objects.active().filter(person=row.person, ends_on=None), "propose").select_related("level__ladder").first()
        )
        may_plan = row.is_shared and row.person_id != user.pk and may(user, "create", ImprovementPlan)
        may_propose = row.person_id != user.pk and standing is not None and standing.is_open
        context = {"verdict": verdict, "bonus": bonus, "plans": plans, "promotions": promotions, "may_plan": may_plan, "verb": verb_address}
        return context | {"standing": standing if may_propose else None}


class DevelopmentOfStaff(Panel):
    """Her level, and the plans and promotions one may see."""

    on = "people.Staff"
    template = "development/parts/of_staff.html"
    title = _("Level and development")

    def context(self, row: models.Model, user: User) -> dict | None:
        if row.user_id is None:
            return None
        standings = list(visible(user, LevelStanding.objects.active().filter(person=row.user_id)).select_related("level__ladder"))
        plans = list(visible(user, ImprovementPlan.objects.active().filter(person=row.user_id)).select_related("person"))
        return {"standings": standings, "plans": plans} if standings or plans else None
