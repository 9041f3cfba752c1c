"""The forms that the verbs of receivables show."""

from django import forms
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.ui.formats import day, money
from kaituo.sales.orders.forms import DayInput, ReasonForm
from kaituo.sales.orders.models import Order

from .models import Invoice, Receipt

__all__ = ["AllocateForm", "ReasonForm", "RefundForm"]


class AllocateForm(forms.Form):
    """Either an order or an invoice of the receipt's account and currency."""

    order = forms.ModelChoiceField(Order.objects.none(), label=_("Order"), required=False)
    invoice = forms.ModelChoiceField(Invoice.objects.none(), label=_("Invoice"), required=False)
    amount = forms.DecimalField(label=_("Amount"), max_digits=18, decimal_places=2)

    def meet(self, row: Receipt | None, by: User) -> None:
        if row is None:
            return
        own = {"account": row.account_id, "currency": row.currency}
        self.fields["order"].queryset = Order.objects.booked().filter(**own).order_by("-ordered_on", "-pk")
        self.fields["invoice"].queryset = Invoice.objects.issued().with_paid().filter(**own, amount__gt=F("paid")).order_by("due_on", "pk")
        self.fields["invoice"].label_from_instance = told_open
        self.fields["amount"].initial = row.rest


def told_open(invoice: Invoice) -> str:
    words = {"invoice": invoice, "amount": money(invoice.open_amount, invoice.currency), "day": day(invoice.due_on)}
    return gettext("%(invoice)s: %(amount)s open, due %(day)s") % words


class RefundForm(forms.Form):
    amount = forms.DecimalField(label=_("Amount"), max_digits=18, decimal_places=2, min_value=0)
    refunded_on = forms.DateField(label=_("Refunded on"), initial=clock.today, widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=300)
