"""Learning from closed deals: as they stood every fortnight while open. Judged on the latest quarter of them, of which the learning knew nothing."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from kaituo.foundation.records.spans import begins

from ..choices import ChanceBasis
from ..estimates.judging import Judgement, judge
from ..estimates.likelihood import Learnt, best_prior, learn
from ..estimates.series import is_installed
from ..models import ChanceLearning, Opportunity, Stage
from .facts import Past, stays
from .frame import Frame, Look, Records

LATEST = 20_000
BATCH = 200
FORTNIGHT = timedelta(days=14)
MOST_LOOKS = 12
NEEDED, NEEDED_OF_EACH = 200, 30
HELD_OUT = 0.25
HELD_OUT_LEAST = 30
KEPT_LEARNINGS = 60


class Closed:
    """The latest closed deals as they stood while they were open."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.stays: list[tuple[date, int, int]] = []
        rows = list(closed_deals().values_list("pk", "owner_id", "closed_on", "won_on"))
        self.records = Records((owner, day, won is not None) for _pk, owner, day, won in rows)
        for start in range(0, len(rows), BATCH):
            self._read([pk for pk, *_rest in rows[start : start + BATCH]])
        self.looks.sort(key=lambda look: (look.closed_on, look.deal, look.day))

    def _read(self, ids: list[int]) -> None:
        past = Past(Opportunity.objects.filter(pk__in=ids))
        for deal in past.deals:
            closed_on = deal.won_on or deal.lost_on
            found = [(day, past.at(deal, begins(day))) for day in _days(timezone.localdate(deal.created_at), closed_on)]
            known = [(day, facts) for day, facts in found if facts]
            self.looks += [Look(deal.pk, day, closed_on, deal.won_on is not None, 1 / len(known), facts) for day, facts in known]
            self.stays += [(closed_on, stage, days) for stage, days in stays(past.moves[deal.pk])]

    def until(self, day: date) -> tuple[list[Look], list[tuple[int, int]]]:
        """What was known on that day: deals that were closed before it."""
        return [look for look in self.looks if look.closed_on < day], [(stage, days) for closed, stage, days in self.stays if closed < day]

    def held_out(self, day: date) -> list[Look]:
        """Of each deal closed from that day on, the middle one of the looks since: one case per deal."""
        later: dict[int, list[Look]] = {}
        for look in self.looks:
            if look.day >= day:
                later.setdefault(look.deal, []).append(look)
        return [looks[len(looks) // 2] for looks in later.values()]


def closed_deals():
    closed = Opportunity.objects.active().filter(Q(won_on__isnull=False) | Q(lost_on__isnull=False))
    return closed.annotate(closed_on=Coalesce(F("won_on"), F("lost_on"))).order_by("-closed_on", "-pk")[:LATEST]


@transaction.atomic
def learn_chances() -> ChanceLearning:
    """Learns anew and keeps what came of it, also where the stage's rate remains the better word."""
    closed, configured = Closed(), {stage.pk: float(stage.probability) for stage in Stage.objects.all()}
    tomorrow = timezone.localdate() + timedelta(days=1)
    looks, lengths = closed.until(tomorrow)
    frame = Frame.of(looks, lengths, configured)
    ends = {look.deal: look.is_won for look in looks}
    won = sum(ends.values())
    row = ChanceLearning(basis=ChanceBasis.TOO_FEW, won_count=won, lost_count=len(ends) - won, frame=frame.kept())
    if len(ends) >= NEEDED and min(won, len(ends) - won) >= NEEDED_OF_EACH:
        if not is_installed():
            row.basis = ChanceBasis.NOT_INSTALLED
        else:
            _judged(row, closed, configured)
            row.weights = _kept(_learnt(looks, frame, closed.records))
    row.save()
    _forget_old()
    return row


def _judged(row: ChanceLearning, closed: Closed, configured: dict[int, float]) -> None:
    day = _split(closed)
    looks, lengths = closed.until(day)
    frame, cases = Frame.of(looks, lengths, configured), closed.held_out(day)
    learnt = _learnt(looks, frame, closed.records)
    came = [look.is_won for look in cases]
    ours = judge([learnt.likelihood(frame.columns(look.facts, closed.records.of(look.facts.owner, look.day))) for look in cases], came)
    stages = judge([frame.rate(look.facts) for look in cases], came)
    plain = judge([_won_share(looks)] * len(cases), came)
    row.held_out_from, row.judged_count = day, ours.count
    row.auc, row.brier, row.stage_auc, row.stage_brier = ours.auc, ours.brier, stages.auc, stages.brier
    row.plain_brier = plain.brier
    row.calibration = [[group.said, group.came, group.count] for group in ours.groups]
    if ours.count >= HELD_OUT_LEAST:
        row.basis = ChanceBasis.LEARNT if _is_better(ours, stages, plain) else ChanceBasis.NOT_BETTER


def _is_better(ours: Judgement, stages: Judgement, plain: Judgement) -> bool:
    """Nearer than the stage's rate and than one rate for all, and a better order."""
    if ours.auc is None or stages.auc is None:
        return False
    return ours.brier < min(stages.brier, plain.brier) and ours.auc > stages.auc


def _won_share(looks: list[Look]) -> float:
    return sum(look.weight for look in looks if look.is_won) / sum(look.weight for look in looks)


def _split(closed: Closed) -> date:
    """The day from which the latest quarter of the deals was closed."""
    days = sorted({look.deal: look.closed_on for look in closed.looks}.values())
    return days[int(len(days) * (1 - HELD_OUT))]


def _learnt(looks: list[Look], frame: Frame, records: Records) -> Learnt:
    """How strongly weights are held back is tried on the latest quarter of what may be learnt from."""
    rows = [frame.columns(look.facts, records.of(look.facts.owner, look.day)) for look in looks]
    outcomes, weights = [look.is_won for look in looks], [look.weight for look in looks]
    prior = best_prior(rows, outcomes, weights, int(len(rows) * (1 - HELD_OUT)))
    return learn(rows, outcomes, weights, prior)


def _kept(learnt: Learnt) -> dict:
    return asdict(learnt)


def _forget_old() -> None:
    kept = list(ChanceLearning.objects.values_list("pk", flat=True)[:KEPT_LEARNINGS])
    ChanceLearning.objects.exclude(pk__in=kept).delete()


def _days(begun: date, closed_on: date) -> Iterator[date]:
    """The morning after it began, and every fortnight until the day before it was closed."""
    day = begun + timedelta(days=1)
    for _look in range(MOST_LOOKS):
        if day >= closed_on:
            return
        yield day
        day += FORTNIGHT
