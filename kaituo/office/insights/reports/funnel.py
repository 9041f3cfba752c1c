"""How far the deals begun in a period came: each counts in every stage up to the furthest it reached, also where it skipped one."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import Converter, RateMissing
from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.spans import begins
from kaituo.foundation.screens.filters import TeamFilter
from kaituo.sales.pipeline.choices import StageKind
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

from ..asked import Asked
from ..report import Cell, Head, Report, Result, shelve


@dataclass
class Step:
    """`sums` by currency of the deals that came at least as far as this stage; `here` is how many stand in it now."""

    stage: Stage
    count: int = 0
    here: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)


def pipeline_of(asked: Asked) -> Pipeline | None:
    wanted = asked.query.get("pipeline", "")
    pipelines = list(Pipeline.objects.active())
    return next((each for each in pipelines if str(each.pk) == wanted), pipelines[0] if pipelines else None)


def deals(asked: Asked, pipeline: Pipeline, user: User) -> QuerySet[Opportunity]:
    """The deals begun in the period."""
    rows = visible(user, Opportunity.objects.active()).filter(pipeline=pipeline)
    rows = rows.filter(created_at__gte=begins(asked.start)) if asked.start else rows
    rows = rows.filter(created_at__lt=begins(asked.end)) if asked.end else rows
    rows = rows.filter(owner=asked.person) if asked.person else rows
    if asked.team:
        rows = rows.filter(TeamFilter("team").bind(Opportunity).condition([str(asked.team)], user))
    return rows


def stage_of(pipeline: Pipeline | None, text: str) -> Stage | None:
    return next((stage for stage in pipeline.stages.all() if str(stage.pk) == text), None) if pipeline else None


def lost_in(stage: Stage, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return rows.filter(furthest_stage=stage, lost_on__isnull=False).select_related("account", "owner", "stage")


def came_as_far(stage: Stage, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    beyond = stage.pipeline.stages.filter(position__gte=stage.position).exclude(kind=StageKind.LOST)
    return rows.filter(furthest_stage__in=beyond).select_related("account", "owner", "stage")


def steps(asked: Asked, pipeline: Pipeline, user: User) -> list[Step]:
    """Summed in the database, at one reading; only one row per pair of stages and currency comes here."""
    found = {stage.pk: Step(stage) for stage in pipeline.stages.in_order().exclude(kind=StageKind.LOST)}
    is_open = Q(won_on__isnull=True, lost_on__isnull=True)
    grouped = deals(asked, pipeline, user).order_by().values_list("furthest_stage", "stage", "currency")
    for furthest, here, currency, count, opened, amount in grouped.annotate(count=Count("pk"), opened=Count("pk", is_open), sum=Sum("amount")):
        if here in found:
            found[here].here += opened
        reached = found[furthest].stage.position if furthest in found else -1
        for step in found.values():
            if reached >= step.stage.position:
                step.count += count
                step.sums[currency] = step.sums.get(currency, Decimal(0)) + amount
    return list(found.values())


def funnel(asked: Asked, user: User) -> Result:
    pipeline = pipeline_of(asked)
    if pipeline is None:
        return Result([], [])
    found, converter = steps(asked, pipeline, user), Converter()
    reads_amounts = shows(user, Opportunity, "amount") == Shows.FULL
    heads = [Head(_("Stage")), Head(_("Came this far"), "count"), Head(_("From the stage before"), "share"), Head(_("From the start"), "share")]
    heads += [Head(_("Amount"), "money"), Head(_("Of it in other currencies"))] if reads_amounts else []
    heads += [Head(_("Standing here now"), "count")]
    lines, before = [], None
    for step in found:
        lines.append(_line(step, before, found[0], converter if reads_amounts else None, asked))
        before = step
    first, last = (found[0], found[-1]) if found else (None, None)
    said = {"count": first.count, "won": last.count} if first else {"count": 0, "won": 0}
    summary = _("%(count)s deals began, %(won)s came to the last stage. The table below has every number.") % said
    bands = [(str(step.stage), step.count, line[1].href) for step, line in zip(found, lines, strict=True)]
    notes = [_("Deals begun in the period; a deal counts in every stage up to the furthest it reached.")]
    notes += [_("In base currency: %(currency)s, at today's rate.") % {"currency": converter.base}] if reads_amounts else []
    return Result(heads, lines, summary, bands=bands if first and first.count else [], notes=notes)


def _line(step: Step, before: Step | None, first: Step, converter: Converter | None, asked: Asked) -> list[Cell]:
    href = f"{reverse('insights-funnel-deals')}?{urlencode(_query(asked, step.stage))}"
    share = step.count / Decimal(before.count) if before and before.count else None
    cells = [Cell(str(step.stage)), Cell(step.count, href), Cell(share), Cell(step.count / Decimal(first.count) if first.count else None)]
    if converter:
        cells += [Cell(_in_base(step.sums, converter, asked), href), Cell(_others(step.sums, converter.base))]
    return [*cells, Cell(step.here, f"{reverse('pipeline-opportunity-list')}?stage={step.stage.pk}")]


def _query(asked: Asked, stage: Stage) -> dict[str, str]:
    days = {"period": asked.word} if asked.word else {"from": asked.start or "", "to": asked.last_day or ""}
    return {name: value for name, value in ({"stage": stage.pk, "pipeline": stage.pipeline_id} | days | asked.scope).items() if value}


def _in_base(sums: dict[str, Decimal], converter: Converter, asked: Asked) -> Decimal | None:
    """None where a currency has no rate: a total would be a guess."""
    try:
        return sum((converter.to_base(amount, currency, asked.today) for currency, amount in sums.items()), Decimal(0))
    except RateMissing:
        return None


def _others(sums: dict[str, Decimal], base: str) -> str:
    return " · ".join(f"{currency} {amount:,.2f}" for currency, amount in sorted(sums.items()) if currency != base)


shelve(
    Report(
        "funnel",
        gettext_lazy("Funnel"),
        gettext_lazy("How many deals come how far, and where they stop."),
        "chart-funnel",
        funnel,
        ("pipeline", "period", "person", "team"),
        model=Opportunity,
    )
)
