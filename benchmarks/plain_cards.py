"""Cards and sums as one would write them in plain SQL for this one template: the floors of `judging.py`."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import SCALE
from kaituo.performance.scorecards.models import Scorecard, TemplateVersion

DIALECT = {
    "sqlite": {"OBJECT": "json_object", "ARRAY": "json_group_array", "LEAST": "min"},
    "postgresql": {"OBJECT": "jsonb_build_object", "ARRAY": "jsonb_agg", "LEAST": "least"},
}
CARDS = f"""
WITH asked AS (SELECT id, measure, weight, target FROM scorecards_indicator WHERE template_version_id = %s),
found AS (SELECT measure, person_id, sum(amount) AS amount, count(*) AS n FROM metrics_entry
          WHERE measure IN (SELECT measure FROM asked) AND "on" >= %s AND "on" < %s GROUP BY measure, person_id),
lines AS (SELECT c.id AS card, a.*, coalesce(f.amount, 0) / {SCALE}.0 AS value, coalesce(f.n, 0) AS n,
                 round(coalesce(f.amount, 0) / {SCALE}.0 / a.target, 6) AS rate
          FROM scorecards_scorecard c CROSS JOIN asked a LEFT JOIN found f ON f.measure = a.measure AND f.person_id = c.person_id),
scored AS (SELECT lines.*, CASE WHEN rate <= 0.6 THEN 0 WHEN rate <= 1 THEN round((rate - 0.6) * 250, 2)
                           ELSE LEAST(round(rate * 100, 2), 120) END AS score FROM lines),
cards AS (SELECT card, round(sum(score * weight / 100), 2) AS total, ARRAY(OBJECT(
          'indicator', id, 'label', measure, 'measure', measure, 'unit', 'count', 'weight', weight, 'against', 'stated', 'state', 'scored', 'why', '',
          'value', value, 'count', n, 'target', target, 'rate', rate, 'score', score, 'points', score * weight / 100)) AS lines FROM scored GROUP BY card)
UPDATE scorecards_scorecard SET total = cards.total, lines = cards.lines, strokes = '[]', judged_weight = 100, present_rate = 1,
       version = version + 1, template_version_id = %s, owner_id = person_id, updated_at = reckoned_at FROM cards WHERE scorecards_scorecard.id = cards.card
"""
GROUPED = (
    "SELECT measure, person_id, team_id, sum(amount), count(*) FROM metrics_entry WHERE measure IN ({}) AND {} GROUP BY measure, person_id, team_id"
)
WRITTEN = "UPDATE scorecards_scorecard SET total = %s, judged_weight = %s, present_rate = %s, lines = %s, strokes = %s WHERE id = %s"
TARGETS = (
    "SELECT person_id, measure, goal_amount FROM goals_target WHERE starts_on = %s AND ends_on = %s AND state = 'active' AND archived_at IS NULL"
)
DAYS = '"on" >= %s AND "on" < %s'


def make_cards(version: TemplateVersion, period: Period) -> None:
    """Every card of the period, scored and written with its lines by one statement."""
    sql = CARDS
    for word, own in DIALECT[connection.vendor].items():
        sql = sql.replace(f"{word}(", f"{own}(")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [version.pk, period.start, period.end, version.pk])


def rewrite_cards(measures: list[str], period: Period) -> None:
    """The sums of the same entries fetched, and as many rows written with the bytes that they hold already: nothing is reckoned."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GROUPED.format(_places(measures), DAYS), [*measures, period.start, period.end])
        cursor.fetchall()
        cursor.execute("SELECT total, judged_weight, present_rate, lines, strokes, id FROM scorecards_scorecard")
        cursor.executemany(WRITTEN, cursor.fetchall())


@dataclass(frozen=True)
class Sums:
    """The sums that a cockpit stands on: flows of each span, what stands now, targets of the month with what was reached of them."""

    flows: list[str]
    levels: list[str]
    aims: list[str]
    spans: list[Period]
    month: Period
    team: int

    def fetched(self) -> list[tuple[Any, ...]]:
        asked = [(self.flows, DAYS, [each.start, each.end]) for each in self.spans]
        asked += [(self.levels, "TRUE", []), (self.aims, DAYS, [self.month.start, self.month.end])]
        rows: list[tuple[Any, ...]] = []
        with connection.cursor() as cursor:
            for names, condition, given in asked:
                cursor.execute(GROUPED.format(_places(names), f"team_id = {self.team} AND {condition}"), [*names, *given])
                rows += cursor.fetchall()
            cursor.execute(TARGETS, [self.month.start, self.month.end])
            return rows + cursor.fetchall()


def totals() -> dict[int, Any]:
    return dict(Scorecard.objects.values_list("person_id", "total"))


def parts_by_kind(names: list[str]) -> tuple[list[str], list[str]]:
    """(flows, levels) among the counted measures."""
    flows = sorted(name for name in names if MEASURES[name].kind == "flow")
    return flows, sorted(set(names) - set(flows))


def _places(names: list[str]) -> str:
    return ", ".join(["%s"] * len(names))
