"""What a page of the cockpit shows of the cases: those of one cause, team or kind of engagement, a portion at a time."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kaituo.team.people.choices import Engagement

from .causes import Cause
from .cockpit import Case, Cockpit
from .dimensions import is_number

PORTION = 20
Options = list[tuple[str, Any]]


@dataclass(frozen=True)
class Concern:
    """How many people a cause concerns, of how many who could be judged by it."""

    cause: Cause
    count: int
    judged: int


@dataclass(frozen=True)
class Casebook:
    """`cause`, `team` (key) and `engagement` narrow the cases, empty: all; `first` is the place of the first one shown, from 0."""

    cockpit: Cockpit
    cause: str = ""
    team: str = ""
    engagement: str = ""
    first: int = 0

    @classmethod
    def of(cls, query: QueryDict, cockpit: Cockpit) -> "Casebook":
        first = query.get("from", "")
        narrowed = [query.get(name, "") for name in ("cause", "team", "engagement")]
        return cls(cockpit, *narrowed, int(first) if is_number(first) else 0)

    @cached_property
    def cases(self) -> list[Case]:
        """Of the team and kind of engagement, whatever concerns them."""
        found = [case for case in self.cockpit.cases if self.team in ("", str(case.staff.team_id))]
        return [case for case in found if self.engagement in ("", case.staff.engagement)]

    @cached_property
    def concerned(self) -> list[Case]:
        return [case for case in self.cases if not self.cause or any(finding.cause.key == self.cause for finding in case.causes)]

    @property
    def shown(self) -> list[Case]:
        return self.concerned[self.first : self.first + PORTION]

    @property
    def following(self) -> int | None:
        """The place where the next portion begins."""
        following = self.first + PORTION
        return following if following < len(self.concerned) else None

    @property
    def in_need(self) -> int:
        return sum(bool(case.causes) for case in self.cases)

    @property
    def concerns(self) -> list[Concern]:
        """Those that concern anybody; the chosen one first, then what concerns most people."""
        counts = Counter(finding.cause.key for case in self.cases for finding in case.causes)
        unjudged = Counter(finding.cause.key for case in self.cases for finding in case.unjudged)
        found = [Concern(cause, counts[cause.key], len(self.cases) - unjudged[cause.key]) for cause in self.cockpit.causes]
        return sorted(
            [each for each in found if each.count or each.cause.key == self.cause], key=lambda each: (each.cause.key != self.cause, -each.count)
        )

    @property
    def teams(self) -> Options:
        found = {str(case.staff.team_id): case.staff.team.name for case in self.cockpit.cases if case.staff.team}
        return [("", _("All teams")), *sorted(found.items(), key=lambda each: each[1])] if len(found) > 1 else []

    @property
    def engagements(self) -> Options:
        found = {case.staff.engagement for case in self.cockpit.cases}
        return [("", _("Every engagement")), *[each for each in Engagement.choices if each[0] in found]] if len(found) > 1 else []

    def address(self, **changes: Any) -> str:
        """That of the same page with something changed; from its first case on unless said."""
        asked = {"cause": self.cause, "team": self.team, "engagement": self.engagement} | changes
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"
