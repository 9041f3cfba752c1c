"""What stands on the page of a contest, and what hangs on those of pay runs and statements."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Panel, Part
from kaituo.foundation.screens.screen import SCREENS
from kaituo.foundation.screens.sources import Source, sources

from .actions.deciding import decide
from .board import board_of
from .choices import FINDING_TONES, ContestState
from .models import Award, Contest, Finding, RankingWish
from .wording import said

MOST = 100


def board_context(contest: Contest, reader: User) -> dict[str, Any]:
    """What a board is drawn from, on the contest's page and on a screen of its own."""
    wish = RankingWish.objects.filter(person=reader).first()
    return {
        "board": board_of(contest, reader),
        "unit": str(contest.behind.unit) if contest.behind else "",
        "currency": base_currency(),
        "is_unnamed": bool(wish and wish.is_unnamed),
        "may_choose": may(reader, "create", RankingWish),
    }


class BoardOfContest(Part):
    """Live while it runs: it draws itself anew every half minute."""

    template = "contests/parts/board.html"
    title = pgettext_lazy("contest", "Board")

    def context(self, row: Contest, user: User) -> dict | None:
        if row.state in (ContestState.DRAFT, ContestState.CALLED_OFF):
            return None
        return board_context(row, user)


class RulesOfContest(Part):
    """What counts, of whom, what it wins; what was changed since it was announced."""

    template = "contests/parts/rules.html"
    title = pgettext_lazy("contest", "Rules")

    def context(self, row: Contest, user: User) -> dict | None:
        return {
            "prizes": list(row.prizes.filter(archived_at=None)),
            "scopes": list(row.scopes.filter(archived_at=None).select_related("team", "person")),
            "amendments": list(row.amendments.select_related("created_by")),
            "entrant_count": row.entrants.filter(archived_at=None).count(),
            "unit": str(row.behind.unit) if row.behind else "",
            "second": dict(row._meta.get_field("second_measure").flatchoices).get(row.second_measure, ""),
            "currency": base_currency(),
        }


class FindingsOfContest(Part):
    """What is doubtful, with its reason, for whoever decides."""

    template = "contests/parts/findings.html"
    title = _("To be looked at")

    def context(self, row: Contest, user: User) -> dict | None:
        if not may(user, "view", Finding) or not row.entrants.exists():
            return None
        found = list(visible(user, row.findings.filter(archived_at=None)).select_related("person", "decided_by", "contest")[:MOST])
        if not found and not may(user, "close", row):
            return None
        return {"lines": finding_lines(found, user), "tones": FINDING_TONES, "examined_at": row.examined_at}


class WhatWasFound(Part):
    """The same, of one finding on its own page."""

    template = "contests/parts/findings.html"
    title = _("What was noticed")

    def context(self, row: Finding, user: User) -> dict | None:
        return {"lines": finding_lines([row], user), "tones": FINDING_TONES, "examined_at": None}


def finding_lines(found: list[Finding], user: User) -> list[tuple[Finding, str, Source | None, str]]:
    """Each with its sentence, the record it is about as far as the reader may open it, and the verb where she may decide."""
    allowed = set(visible(user, Finding.objects.filter(pk__in=[each.pk for each in found]), "decide").values_list("pk", flat=True))
    behind = sources({(each.subject_type, each.subject_id) for each in found}, user)
    return [(each, said(each), behind.get((each.subject_type, each.subject_id)), _verb(each, allowed, user)) for each in found]


def _verb(finding: Finding, allowed: set[int], user: User) -> str:
    if finding.pk not in allowed or not finding.is_decidable or finding.person_id == user.pk:
        return ""
    return SCREENS[Finding._meta.label].url("verb", finding.pk, decide.verb.name)


class PrizesOfRun(Panel):
    """The prizes that this run's pay file carries, or will carry once it is locked; each opens its contest."""

    on = "commissions.Run"
    template = "contests/parts/prizes_of_run.html"
    title = _("Contest prizes in the pay file")

    def context(self, row: models.Model, user: User) -> dict | None:
        rows = Award.objects.filter(run=row) if row.is_final else Award.objects.waiting_for(row.currency, row.ends_on)
        found = list(visible(user, rows.filter(archived_at=None)).select_related("person", "contest").order_by("contest", "place", "pk")[:MOST])
        return {"awards": found, "total": sum(each.amount for each in found), "currency": row.currency, "is_final": row.is_final} if found else None


class PrizesOfStatement(Panel):
    """What the payee won, beside her commission."""

    on = "commissions.Statement"
    template = "contests/parts/prizes_of_run.html"
    title = _("Contest prizes paid with it")
    is_beside = True

    def context(self, row: models.Model, user: User) -> dict | None:
        found = list(visible(user, Award.objects.active().filter(run=row.run_id, person=row.payee_id)).select_related("person", "contest"))
        return {"awards": found, "total": sum(each.amount for each in found), "currency": row.currency, "is_final": True} if found else None
