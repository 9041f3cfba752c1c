"""Quotes and orders as PDF, in the language asked for. What stands on the paper is decided here; `paper/document.typ` only lays it out.

Costs and margins are not on it.
"""

from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.ui.formats import day, money, number, percent
from kaituo.foundation.ui.paper import LANGUAGES, in_words, typeset, written_in

from .models import Order, Quote
from .models.document import Document, DocumentLine
from .totals import totals

LAYOUT = Path(__file__).parent / "paper" / "document.typ"
CENTS, FINEST = 2, 4


def print_document(document: Document, language: str) -> bytes:
    """The PDF. Raises FileNotFoundError when the fonts were not installed (`make setup` brings them)."""
    with written_in(language):
        return typeset(LAYOUT, contents(document, language))


def contents(document: Document, language: str) -> dict:
    """Everything on the paper as text in the current language."""
    seller = document.legal_entity
    return {
        "language": LANGUAGES[language],
        "title": str(_("Quote") if isinstance(document, Quote) else _("Order")),
        "number": document.number,
        "seller": {"name": seller.name if seller else "", "details": _joined(seller, "address", "phone", "tax_number", "bank", "bank_account")},
        "buyer": _filled(
            (_("Customer"), document.account.invoice_title or document.account.name),
            (_("Contact"), document.contact.name if document.contact else ""),
            (_("Address"), document.account.address),
            (_("Tax number"), document.account.tax_number),
        ),
        "facts": _facts(document),
        "columns": [_("Pos."), _("Description"), _("Quantity"), _("Unit price"), _("Discount"), _("Tax rate"), _("Amount")],
        "lines": [_line(position, line) for position, line in enumerate(_lines(document), 1)],
        "totals": _totals(document),
        "capitals": _capitals(document, language),
        "notes_label": _("Notes"),
        "notes": document.notes,
        "signatures": [_("For the seller: signature, seal, date"), _("For the buyer: signature, seal, date")],
    }


def _facts(document: Document) -> list[tuple[str, str]]:
    own = [(_("Number"), document.number), (_("Date"), day(document.day)), (_("Contact person"), str(document.owner or ""))]
    if isinstance(document, Order):
        return _filled(*own, (_("Required by"), day(document.required_on) if document.required_on else ""))
    return _filled(*own, (_("Valid until"), day(document.valid_until_on) if document.valid_until_on else ""))


def _lines(document: Document) -> list[DocumentLine]:
    lines = document.lines.select_related("product")
    return list(lines.sold() if isinstance(document, Order) else lines)


def _line(position: int, line: DocumentLine) -> list[str]:
    unit = f" {line.product.unit}" if line.product_id and line.product.unit else ""
    price = number(line.unit_price, CENTS if line.unit_price == round_half_up(line.unit_price, CENTS) else FINEST)
    quantity, discount = f"{number(line.quantity)}{unit}", percent(line.discount_rate, 2) if line.discount_rate else ""
    return [str(position), line.title, quantity, price, discount, percent(line.tax_rate, 2), money(line.amount)]


def _totals(document: Document) -> list[tuple[str, str]]:
    """The sums of what is printed: what came back later is not on the paper."""
    lines = [(line.amount, line.tax_rate) for line in _lines(document)]
    rate, currency = document.discount_rate, document.currency
    amount, summed = sum((each for each, _tax in lines), Decimal(0)), totals(lines, rate, currency)
    discount = [(_("Discount %(rate)s") % {"rate": percent(rate, 2)}, money(summed.net - amount, currency))] if rate else []
    rows = [
        (_("Sum of lines"), money(amount, currency)),
        *discount,
        (_("Net amount"), money(summed.net, currency)),
        (_("Tax"), money(summed.tax, currency)),
    ]
    return [*rows, (_("Amount with tax"), money(summed.gross, currency))]


def _capitals(document: Document, language: str) -> str:
    gross = totals([(line.amount, line.tax_rate) for line in _lines(document)], document.discount_rate, document.currency).gross
    words = in_words(gross, document.currency, language)
    return _("Amount with tax, written out: %(amount)s") % {"amount": words} if words else ""


def _filled(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in pairs if value]


def _joined(row, *fields: str) -> str:
    return " · ".join(getattr(row, name) for name in fields if getattr(row, name)) if row else ""
