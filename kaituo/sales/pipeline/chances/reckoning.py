"""The win probability of open deals, by what was learnt last. Run every night, and for single deals after somebody changed them."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..estimates.likelihood import Learnt
from ..models import ChanceLearning, Opportunity, WinChance
from .facts import Facts, Past
from .frame import Frame, Record, Records, record_in
from .learning import BATCH, closed_deals, learn_chances

LEARN_AGAIN_AFTER = timedelta(days=7)
LEAST_SHOWN = 0.005
PLACES = Decimal("0.0001")


@task()
def reckon_chances() -> int:
    return reckon_all()


@task()
def reckon_later(ids: list[int]) -> None:
    reckon(ids)


def reckon_all() -> int:
    """Every open deal; learns first where that is a week ago. Returns how many."""
    learning = ChanceLearning.objects.first()
    if learning is None or timezone.now() - learning.learnt_at >= LEARN_AGAIN_AFTER:
        learning = learn_chances()
    count_records(learning)
    reckoner, last, count = Reckoner(learning), 0, 0
    while deals := list(Opportunity.objects.open().filter(pk__gt=last).order_by("pk")[:BATCH]):
        reckoner.write(deals)
        last, count = deals[-1].pk, count + len(deals)
    clear(Opportunity.objects.filter(win_chance__isnull=False).exclude(pk__in=Opportunity.objects.open().values("pk")))
    return count


def reckon(ids: Iterable[int]) -> None:
    """These deals again; nothing while nothing was learnt."""
    learning, ids = ChanceLearning.objects.first(), list(ids)
    if learning:
        if not learning.records:
            count_records(learning)
        Reckoner(learning).write(list(Opportunity.objects.open().filter(pk__in=ids)))
        clear(
            Opportunity.objects.filter(pk__in=ids, win_chance__isnull=False).exclude(
                pk__in=Opportunity.objects.open().filter(pk__in=ids).values("pk")
            )
        )


def count_records(learning: ChanceLearning) -> None:
    """How each person's deals ended before today. Once a night: for one changed deal thousands of closed ones would be read each time."""
    ended = closed_deals().values_list("owner_id", "closed_on", "won_on")
    learning.records = Records((owner, day, won is not None) for owner, day, won in ended).kept(timezone.localdate())
    learning.save(update_fields=["records"])


def clear(deals) -> None:
    """A deal that is over has an outcome and no probability."""
    with transaction.atomic():
        ids = list(deals.values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            WinChance.objects.filter(opportunity__in=ids[start : start + BATCH]).delete()
            Opportunity.objects.filter(pk__in=ids[start : start + BATCH]).update(win_chance=None)


class Reckoner:
    """One learning, applied to any number of deals."""

    def __init__(self, learning: ChanceLearning) -> None:
        self.learning, self.now = learning, timezone.now()
        self.frame = Frame.read(learning.frame)
        self.learnt = Learnt(**learning.weights) if learning.is_used else None

    @transaction.atomic
    def write(self, deals: list[Opportunity]) -> None:
        past = Past(deals)
        rows = [self.chance(deal, facts) for deal in deals if (facts := past.at(deal, self.now))]
        fields = ["learning", "likelihood", "stage_rate", "factors", "reckoned_at"]
        WinChance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["opportunity"], update_fields=fields)
        changed = [row.opportunity for row in rows if row.opportunity.win_chance != row.likelihood]
        for row in rows:
            row.opportunity.win_chance = row.likelihood
        Opportunity.objects.bulk_update(changed, ["win_chance"])

    def chance(self, deal: Opportunity, facts: Facts) -> WinChance:
        rate, factors = self.frame.rate(facts), []
        likelihood = rate
        if self.learnt:
            record = record_in(self.learning.records, facts.owner)
            columns = self.frame.columns(facts, record)
            likelihood, factors = self.learnt.likelihood(columns), self.factors(columns, facts, record)
        values = {"likelihood": _rounded(likelihood), "stage_rate": _rounded(rate), "factors": factors, "reckoned_at": self.now}
        return WinChance(opportunity=deal, learning=self.learning, **values)

    def factors(self, columns: dict[str, float], facts: Facts, record: Record) -> list:
        effects = sorted(self.learnt.effects(columns).items(), key=lambda each: -abs(each[1]))
        return [[name, round(effect, 4), self.details(name, facts, record)] for name, effect in effects if abs(effect) >= LEAST_SHOWN]

    def details(self, name: str, facts: Facts, record: Record) -> dict:
        """What the sentence of a factor needs (`wording`)."""
        details = {
            "stage": {"rate": self.frame.rate(facts)},
            "stage_age": {"days": facts.stage_days, "usual": self.frame.stage_days.get(str(facts.stage))},
            "amount": {"times": facts.amount / self.frame.amount},
            "next_step": {"is_so": facts.has_next_step},
            "quiet": {"days": facts.quiet_days, "by": facts.touched_by},
            "contacts": {"count": facts.contacts},
            "slips": {"count": facts.slips},
            "overdue": {"is_so": facts.is_overdue},
            "owner": {"won": record.won, "closed": record.closed},
            "bought": {"is_so": facts.bought_on is not None},
            "source": {"value": facts.source},
            "product": {"value": facts.product},
        }
        return details[name]


def _rounded(share: float) -> Decimal:
    return Decimal(share).quantize(PLACES)
