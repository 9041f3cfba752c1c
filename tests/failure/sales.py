"""Sells without a pause, each sale with its file, until the process is killed; says a line after each."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.remarks import attach, detach
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.actions import orders
from kaituo.sales.orders.models import Order, OrderLine


def sell() -> None:
    by = User.objects.system()
    for number in count(1):
        account = records.create(Account(name=f"Customer {number}", owner=by), by=by)
        order = records.create(Order(account=account, owner=by, ordered_on=date(2026, 5, 4)), by=by)
        records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(number)), by=by)
        orders.confirm(order, by=by, confirmed_on=date(2026, 5, 4))
        kept = [attach(account, by=by, file=SimpleUploadedFile(f"{name}.txt", f"{name} {number}".encode())) for name in ("kept", "gone")]
        detach(kept[1], account, by=by)
        print(number, flush=True)
