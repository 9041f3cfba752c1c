"""The verbs of scorecards: begin and release a version, judge an objective, refresh one card or all, close what has settled."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state_many
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.foundation.records.writing import update_values
from kaituo.performance.scorecards.engine.plan import faults

from . import events
from .choices import CardState
from .forms import JudgeForm, NewVersionForm
from .holders import Holder, holders_of
from .keeping import Keeping
from .models import Indicator, Judgement, Rule, Scorecard, Template, TemplateVersion
from .reckoning import Desk, Reckoned
from .wording import said

BATCH = 500
REFRESHED = ("template_version", "owner", "total", "judged_weight", "present_rate", "lines", "strokes", "reckoned_at", "updated_at")
"""In the order of `_values`."""
COPIED = ("position", "measure", "objective", "weight", "against", "target", "points", "floor", "cap", "least_count")
RULES_COPIED = ("kind", "measure", "side", "threshold", "points", "is_per_unit", "at_most")


@action(label=gettext_lazy("New version"), says=events.VERSION_BEGUN, allow="change", form=NewVersionForm, when="is_released", icon="copy")
def begin_version(template: Template, *, by: User, starts_on: date) -> TemplateVersion:
    """A draft with everything of the present version, to be changed and released."""
    present = template.present_version
    limits = {name: getattr(present, name) for name in ("least_weight", "good_from", "weak_below")}
    version = records.create(TemplateVersion(template=template, starts_on=starts_on, **limits), by=by)
    for row in present.indicators.all():
        records.create(Indicator(template_version=version, **{name: getattr(row, name) for name in COPIED}), by=by)
    for row in present.rules.all():
        records.create(Rule(template_version=version, **{name: getattr(row, name) for name in RULES_COPIED}), by=by)
    return version


@action(label=gettext_lazy("Release"), says=events.VERSION_RELEASED, when="is_draft", icon="send")
def release(template_version: TemplateVersion, *, by: User) -> None:
    """From now on it stays as it is. Refused while weights do not add up, or for a period in which another version counts already."""
    names = {row.key: row.label for row in template_version.indicators.all()} | {row.key: str(row) for row in template_version.rules.all()}
    found = faults(template_version.plan())
    if found:
        raise Refused(" ".join(said(fault, names) for fault in found))
    template = template_version.template
    others = template.versions.released().exclude(pk=template_version.pk)
    if others.filter(starts_on=template_version.starts_on).exists():
        raise Refused(_("Another version holds from that day already."))
    if others.exists() and template_version.starts_on <= clock.today():
        raise Refused(_("That period has begun, and what counts in it was published before. Let the version hold from a later one."))
    template_version.released_at = clock.now()
    template_version.save(update_fields=["released_at"])


@action(label=gettext_lazy("Judge"), says=events.CARD_JUDGED, form=JudgeForm, when="has_judgements", icon="gavel")
def judge(card: Scorecard, *, by: User, indicator: Indicator, score: Decimal, evidence: str) -> None:
    """Score an objective, with what it rests on. Nobody judges herself."""
    if by.pk == card.owner_id:
        raise Refused(_("Nobody judges herself. Ask whoever leads you."))
    present = Judgement.objects.filter(scorecard=card, indicator=indicator).first() or Judgement(scorecard=card, indicator=indicator)
    present.score, present.evidence, present.judged_by = score, evidence, by
    present.full_clean()
    present.save()
    _put_anew(card)


@action(label=gettext_lazy("Refresh"), says=events.CARD_REFRESHED, when="is_running", icon="refresh")
def refresh(card: Scorecard, *, by: User) -> None:
    """Reckon it anew from what is counted now."""
    _put_anew(card)


def _put_anew(card: Scorecard) -> None:
    desk = Desk(card.template_version, card.period, today=clock.today(), holders=holder_of_card(card))
    for name, value in _values(desk.cards()[0], Keeping(desk.version)).items():
        setattr(card, name, value)
    card.save()


def holder_of_card(card: Scorecard) -> list[Holder]:
    wanted = ("person", card.person_id) if card.person_id else ("team", card.team_id)
    known = [each for each in holders_of(card.template, card.period) if each.key == wanted]
    return known or [Holder(card.person_id, card.team_id, card.owner_id, frozenset({card.team_id} - {None}), [card.period])]


@transaction.atomic
def refresh_all(on: date) -> int:
    """Every running card of the period of that day and of those that have not settled, as the day saw them. Returns how many were reckoned."""
    return sum(refresh_template(template, on) for template in Template.objects.active().prefetch_related("versions"))


def refresh_template(template: Template, on: date) -> int:
    present = template.period_on(on)
    before = template.period_on(present.start - timedelta(days=1))
    settled = on >= before.end + timedelta(days=template.settle_days)
    count = sum(_refresh_period(template, period, on) for period in ([present] if settled else [before, present]))
    _close_settled(template, on)
    return count


def version_for(template: Template, period: Period) -> TemplateVersion | None:
    """The one that held when the period began."""
    rows = template.versions.released().filter(starts_on__lte=period.start).order_by("-starts_on", "-pk")
    return rows.prefetch_related("indicators", "rules").first()


def _refresh_period(template: Template, period: Period, on: date) -> int:
    version = version_for(template, period)
    if version is None:
        return 0
    desk, keeping = Desk(version, period, today=min(on, clock.today())), Keeping(version)
    rows = Scorecard.objects.filter(template=template, starts_on=period.start).values_list("person_id", "team_id", "pk", "state", "version")
    kept = {(person, team): found for person, team, *found in rows}
    old, new = [], []
    for reckoned in desk.cards():
        holder = reckoned.holder
        pk, state, count = kept.get((holder.person_id, holder.team_id), (None, CardState.RUNNING, 0))
        values = {"version": count + 1, **_values(reckoned, keeping)}
        if pk is None:
            new.append(
                Scorecard(template=template, person_id=holder.person_id, team_id=holder.team_id, starts_on=period.start, ends_on=period.end, **values)
            )
        elif state != CardState.FINAL:
            old.append((pk, *values.values()))
    Scorecard.objects.bulk_create(new)
    update_values(Scorecard, ("id", "version", *REFRESHED), old)
    return len(old) + len(new)


def _values(reckoned: Reckoned, keeping: Keeping) -> dict[str, Any]:
    """What each refreshing puts into a card anew."""
    found = reckoned.card
    return {
        "template_version_id": keeping.version.pk,
        "owner_id": reckoned.holder.owner_id,
        "total": found.total,
        "judged_weight": found.judged_weight,
        "present_rate": reckoned.present_rate,
        "lines": keeping.lines(found),
        "strokes": keeping.strokes(found),
        "reckoned_at": keeping.at,
        "updated_at": keeping.at,
    }


def _close_settled(template: Template, on: date) -> None:
    """What has settled no longer moves."""
    last = on - timedelta(days=template.settle_days)
    cards = list(Scorecard.objects.running().filter(template=template, ends_on__lte=last))
    for card in cards:
        card.state, card.version, card.updated_at = CardState.FINAL, card.version + 1, clock.now()
    Scorecard.objects.bulk_update(cards, ["state", "version", "updated_at"], batch_size=BATCH)
    if cards:
        ring(state_many(events.CARD_CLOSED, cards, by=User.objects.system()))
