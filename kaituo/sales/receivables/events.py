"""The facts of receivables."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

INVOICE_ISSUED = fact("receivables.invoice_issued", _("%(actor)s issued invoice %(subject)s"))
INVOICE_VOIDED = fact("receivables.invoice_voided", _("%(actor)s voided invoice %(subject)s: %(reason)s"))
RECEIPT_ALLOCATED = fact("receivables.receipt_allocated", _("%(actor)s allocated %(amount)s of receipt %(subject)s"))
RECEIPT_UNALLOCATED = fact("receivables.receipt_unallocated", _("%(actor)s took the allocations off receipt %(subject)s: %(reason)s"))
RECEIPT_REFUNDED = fact("receivables.receipt_refunded", _("%(actor)s refunded %(amount)s of receipt %(subject)s: %(reason)s"))
RECEIPT_VOIDED = fact("receivables.receipt_voided", _("%(actor)s voided receipt %(subject)s: %(reason)s"))
CREDIT_EXCEEDED = fact("receivables.credit_exceeded", _("With order %(subject)s the account passed its credit limit by %(excess)s %(currency)s"))
