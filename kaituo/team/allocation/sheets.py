"""The sheet of a hand-over: by kind and receiver on screen, every record on paper and in a workbook."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.belongings import BELONGINGS
from kaituo.foundation.ui.formats import day
from kaituo.foundation.ui.paper import LANGUAGES, typeset, written_in

from .models import HandOver, HandOverRow

LAYOUT = Path(__file__).parent / "paper" / "handover.typ"


def titled(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


def summary(handover: HandOver) -> dict[str, Any]:
    """`kinds`: (label, title, how many, whether they are passed on, how many each receiver gets); in the order of the shelf."""
    counted = handover.rows.order_by().values_list("model", "receiver_id", "is_passed_on").annotate(Count("pk"))
    per_kind: dict[str, Counter[int | None]] = {}
    passed_on: dict[str, bool] = {}
    for label, receiver, is_passed_on, count in counted:
        per_kind.setdefault(label, Counter())[receiver] += count
        passed_on[label] = is_passed_on
    people = User.objects.in_bulk({pk for counts in per_kind.values() for pk in counts if pk})
    kinds = [
        (label, titled(label), sum(per_kind[label].values()), passed_on[label], [per_kind[label].get(pk, 0) for pk in people])
        for label in BELONGINGS
        if label in per_kind
    ]
    open_ones = sum(counts[None] for label, counts in per_kind.items() if passed_on[label])
    return {"kinds": kinds, "people": list(people.values()), "open_ones": open_ones}


def rows_of(handover: HandOver) -> list[HandOverRow]:
    order = {label: number for number, label in enumerate(BELONGINGS)}
    rows = handover.rows.select_related("receiver", "account").order_by("pk")
    return sorted(rows, key=lambda row: (order.get(row.model, len(order)), str(row.receiver or ""), row.pk))


def as_table(handover: HandOver) -> tuple[list[str], list[list[Any]]]:
    headings = [_("Kind"), _("Record"), _("Customer"), pgettext("hand-over", "From"), pgettext("hand-over", "To"), _("Handed over")]
    lines = [
        [titled(row.model), row.text, str(row.account or ""), str(handover.person), str(row.receiver or ""), row.is_done] for row in rows_of(handover)
    ]
    return headings, lines


def print_sheet(handover: HandOver, language: str) -> bytes:
    """The PDF. Raises FileNotFoundError when the fonts were not installed."""
    with written_in(language):
        return typeset(LAYOUT, contents(handover, language))


def contents(handover: HandOver, language: str) -> dict[str, Any]:
    facts = [
        (pgettext("hand-over", "From"), str(handover.person)),
        (_("Reason"), handover.get_reason_display()),
        (_("First day without access"), day(handover.access_ends_on) if handover.access_ends_on else "—"),
        (_("Status"), handover.get_status_display()),
        (_("Orders confirmed afterwards count for"), handover.get_credit_rule_display()),
    ]
    sections: dict[str, list[list[str]]] = {}
    for row in rows_of(handover):
        sections.setdefault(titled(row.model), []).append([row.text, str(row.account or ""), str(row.receiver or _("by hand"))])
    return {
        "language": LANGUAGES[language],
        "title": _("Hand-over"),
        "facts": [[label, value] for label, value in facts],
        "columns": [_("Record"), _("Customer"), pgettext("hand-over", "To")],
        "sections": [{"title": f"{title} ({len(lines)})", "lines": lines} for title, lines in sections.items()],
        "note": handover.note,
        "signatures": [_("Handed over: signature, date"), _("Received: signature, date"), _("Seen by the manager: signature, date")],
    }
