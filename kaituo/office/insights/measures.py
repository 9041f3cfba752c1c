"""Puts the dimensions of the records on the shelf of cuts, so that administrators may narrow a measure by them."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.metrics.cuts import Cut, shelve_cut
from kaituo.sales.customers.choices import AccountClass, Industry
from kaituo.sales.orders.choices import OrderStatus
from kaituo.sales.pipeline.choices import Category, Source

from .dimensions import DEAL, DIMENSIONS, LINE, MONEY_ROWS, ORDER

NAMED = 12
CLOSED = {"status": OrderStatus.choices, "forecast": Category.choices, "source": Source.choices}
ACCOUNTS = {LINE: "order__account", ORDER: "account", DEAL: "account"} | MONEY_ROWS
OF_ACCOUNT = ACCOUNTS | {"activities.Activity": "account", "visits.Visit": "account"}
AMOUNTS = {LINE: "amount", ORDER: "net_amount", DEAL: "amount", "receivables.Invoice": "amount", "receivables.Receipt": "amount"}
CURRENCY = {LINE: "order__currency", ORDER: "currency", DEAL: "currency", "receivables.Invoice": "currency", "receivables.Receipt": "currency"}


def of_list(choices: list[tuple[str, Any]]) -> Callable[[str], str]:
    """The key of a closed list, by the key itself or by its word."""

    def read(text: str) -> str:
        found = next((key for key, word in choices if text.casefold() in (key.casefold(), str(word).casefold())), None)
        if found is None:
            raise LookupError(_("There are: %(words)s") % {"words": "、".join(str(word) for _key, word in choices[:NAMED])})
        return found

    return read


def of_model(model: type[Model]) -> Callable[[str], int]:
    """The key of the record of exactly that name."""

    def read(text: str) -> int:
        rows = model._default_manager.filter(archived_at=None)
        found = rows.filter(name=text).values_list("pk", flat=True).first()
        if found is None:
            raise LookupError(_("Such as: %(words)s") % {"words": "、".join(str(row) for row in rows.order_by("name")[:NAMED])})
        return found

    return read


def amount(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise LookupError(_("Write digits with a point, such as 100000.")) from error


for _dimension in DIMENSIONS.values():
    if _dimension.paths is not None:
        _read = of_list(CLOSED[_dimension.name]) if _dimension.name in CLOSED else of_model(_dimension.model)
        shelve_cut(Cut(_dimension.name, _dimension.label, _dimension.paths, _read))
for _name, _label, _field, _choices in (
    ("account_class", gettext_lazy("Class of the customer"), "account_class", AccountClass.choices),
    ("industry", gettext_lazy("Industry of the customer"), "industry", Industry.choices),
):
    shelve_cut(Cut(_name, _label, {kind: f"{path}__{_field}" for kind, path in OF_ACCOUNT.items()}, of_list(_choices)))
shelve_cut(Cut("currency", gettext_lazy("Currency"), CURRENCY, of_list(CURRENCIES)))
shelve_cut(Cut("amount", gettext_lazy("Amount of the record"), AMOUNTS, amount, is_amount=True))
