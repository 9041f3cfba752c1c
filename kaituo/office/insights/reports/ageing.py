"""Receivables by age, in the base currency and in their own."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.reports import Question

from ..ageing import MEASURE, Band, aged
from ..asked import Asked
from ..figures import Figure, entries
from ..links import entries_url
from ..report import Cell, Head, Report, Result, bars, originals_text, shelve


def ageing(asked: Asked, user: User) -> Result:
    question = Question(people=(asked.person,) if asked.person else (), team=asked.team)
    bands = aged(user, asked.today, entries(MEASURES[MEASURE], question, asked.keys, user))
    base = base_currency()
    total = sum((band.amount for band in bands), Decimal(0))
    heads = [
        Head(_("Age")),
        Head(pgettext("unpaid", "Open"), "money"),
        Head(pgettext("part of the whole", "Share"), "share"),
        Head(_("Invoices"), "count"),
        Head(_("Of it in other currencies")),
    ]
    lines = [_line(band, total, base, asked) for band in bands]
    values = [(band.amount, line[1].href) for band, line in zip(bands, lines, strict=True)]
    overdue = total - bands[0].amount
    said = {"overdue": f"{overdue:,.2f}", "total": f"{total:,.2f}", "currency": base}
    return Result(
        heads,
        lines,
        _("%(overdue)s of %(total)s %(currency)s is overdue. The table below has every number.") % said,
        bars([str(band.age.label) for band in bands], values, pgettext("unpaid", "Open")) if total else None,
        [Cell(_("Total")), Cell(total, entries_url(MEASURE, keys=asked.scope)), *[Cell("")] * 3],
        [
            _("Unpaid parts of issued invoices, by days since they fell due."),
            _("In base currency: %(currency)s, at the rate of each day.") % {"currency": base},
        ],
    )


def _line(band: Band, total: Decimal, base: str, asked: Asked) -> list[Cell]:
    href = entries_url(MEASURE, band.start, band.end, asked.scope)
    originals = originals_text(Figure(band.amount, originals=band.originals), base)
    return [Cell(str(band.age.label)), Cell(band.amount, href), Cell(band.amount / total if total else None), Cell(band.count, href), Cell(originals)]


shelve(Report("ageing", gettext_lazy("Receivables by age"), gettext_lazy("Who owes what for how long."), "report-money", ageing, ("person", "team")))
