"""The facts of quotes and orders."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

QUOTE_SENT = fact("orders.quote_sent", _("%(actor)s sent quote %(subject)s"))
QUOTE_ACCEPTED = fact("orders.quote_accepted", _("The customer accepted quote %(subject)s (%(actor)s)"))
QUOTE_REJECTED = fact("orders.quote_rejected", _("The customer rejected quote %(subject)s: %(reason)s (%(actor)s)"))
QUOTE_EXPIRED = fact("orders.quote_expired", _("Quote %(subject)s expired"))
QUOTE_ORDERED = fact("orders.quote_ordered", _("%(actor)s made an order of quote %(subject)s"))
QUOTE_REASSIGNED = fact("orders.quote_reassigned", _("%(actor)s handed %(subject)s over to %(to_text)s"))
ORDER_CONFIRMED = fact("orders.order_confirmed", _("%(actor)s confirmed order %(subject)s"))
ORDER_DELIVERED = fact("orders.order_delivered", _("%(actor)s delivered order %(subject)s"))
ORDER_HELD = fact("orders.order_held", _("%(actor)s put order %(subject)s on hold: %(reason)s"))
ORDER_RELEASED = fact("orders.order_released", _("%(actor)s released order %(subject)s"))
ORDER_DISPUTED = fact("orders.order_disputed", _("%(actor)s marked order %(subject)s as disputed: %(reason)s"))
ORDER_RESOLVED = fact("orders.order_resolved", _("%(actor)s resolved the dispute about order %(subject)s"))
ORDER_CANCELLED = fact("orders.order_cancelled", _("%(actor)s cancelled order %(subject)s: %(reason)s"))
ORDER_TAKEN_BACK = fact("orders.order_taken_back", _("%(actor)s took back goods of order %(subject)s: %(reason)s"))
ORDER_REASSIGNED = fact("orders.order_reassigned", _("%(actor)s handed order %(subject)s over to %(to_text)s"))
CREDIT_SHARED = fact("orders.credit_shared", _("%(actor)s shared out the credit of order %(subject)s"))
APPROVAL_ASKED = fact("orders.approval_asked", _("%(actor)s asked for approval of order %(subject)s"))
