"""The screens of contests."""

from typing import Any

from django.http import HttpResponse
from django.template import engines
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money
from kaituo.foundation.screens.parts import Facts, Lines, Page, Timeline
from kaituo.foundation.screens.screen import Screen, url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.screens.views.verb import VerbView
from kaituo.foundation.ui.navigation import MenuItem, register

from .actions import contests, deciding
from .choices import CONTEST_TONES, FINDING_TONES
from .forms import ContestForm
from .models import Award, Contest, ContestScope, Finding, Prize
from .moments import when
from .parts import BoardOfContest, FindingsOfContest, RulesOfContest, WhatWasFound

engines["jinja"].plain.filters.update({"reached": when})


class ContestScreen(Screen):
    model = Contest
    group, icon, order = "performance", "trophy", 36
    table = Columns(
        "name",
        "kind",
        Column("measure_label", label=_("Measure")),
        "starts_on",
        "last_on",
        Badge("state", tones=CONTEST_TONES),
        hidden=("owner", "confirmed_at"),
    )
    filters = ("state", "kind", "owner", "starts_on")
    finds = ("name", "rules")
    sort = "-starts_on"
    form = ContestForm
    lines = (
        Lines(
            ContestScope, ("team", "person", "engagement", "with_leads"), through="contest", extra=2, title=pgettext_lazy("contest", "Who takes part")
        ),
        Lines(Prize, ("first_place", "last_place", "amount", "currency", "thing"), through="contest", extra=3, title=_("Prizes")),
    )
    page = Page(BoardOfContest(), FindingsOfContest(), RulesOfContest(), beside=(Timeline(),))
    buttons = (
        contests.announce,
        contests.begin,
        contests.close,
        contests.confirm,
        contests.take_back,
        contests.admit,
        contests.amend,
        contests.examine,
        contests.call_off,
    )
    forward = (contests.announce, contests.close, contests.confirm)
    teaches = _(
        "A contest counts one measure over some days. Say who takes part and what the places win, then announce it: from then on the rules stand."
    )


class DecisionView(VerbView):
    def done(self, result: Any) -> HttpResponse:
        """Back to the contest, where the next one waits."""
        return go_to(self.request, url_of(self.row.contest), gettext("Decided: %(finding)s") % {"finding": self.row})


class FindingScreen(Screen):
    """Doubtful entries of all contests, for whoever decides."""

    model = Finding
    slug = "contest-findings"
    table = Columns("contest", "person", "doubt", Badge("state", tones=FINDING_TONES), "decided_by", hidden=("decided_at", "reason"))
    filters = ("state", "doubt", "contest", "person")
    reads = ("contest", "person")
    verb_view = DecisionView
    page = Page(
        WhatWasFound(),
        Facts("contest", "person", "doubt", Badge("state", tones=FINDING_TONES), "reason", "decided_by", "decided_at"),
        beside=(Timeline(),),
    )
    buttons = (deciding.decide,)
    forward = (deciding.decide,)
    is_plain = True


class AwardScreen(Screen):
    """Prizes won: finance follows those in money, whoever hands over things the others."""

    model = Award
    slug = "contest-prizes"
    table = Columns("person", "contest", "place", Money("amount"), "thing", "run", "falls_on", hidden=("is_joint", "handed_over_on"))
    filters = ("contest", "person", "run", "falls_on", "handed_over_on")
    reads = ("person", "contest")
    sort = "-falls_on"
    page = Page(Facts("person", "contest", "place", Money("amount"), "thing", "is_joint", "falls_on", "run", "handed_over_on"), beside=(Timeline(),))
    buttons = (deciding.hand_over,)
    forward = (deciding.hand_over,)
    bulk = (deciding.hand_over,)
    is_plain = True


def _sees_awards(user: User) -> bool:
    return may(user, VIEW, Award)


def _used_on(name: str, user: User) -> list[Use]:
    rows = list(visible(user, Contest.objects.active()).filter(measure=name)[:2])
    count = visible(user, Contest.objects.active()).filter(measure=name).count() if len(rows) > 1 else len(rows)
    text = ngettext("one contest", "%(num)s contests", count) % {"num": count}
    return [Use(Contest._meta.verbose_name_plural, text, url_of(rows[0]) if count == 1 else "")] if rows else []


register(MenuItem("performance", pgettext_lazy("contest", "Prizes won"), "contests-award-list", "gift", 37, _sees_awards))
register_use(_used_on)
