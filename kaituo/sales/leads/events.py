"""The facts of leads."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

LEAD_CAPTURED = fact("leads.lead_captured", _("%(subject)s came in"))
LEAD_FOLLOWED_UP = fact("leads.lead_followed_up", _("%(actor)s followed %(subject)s up: %(note)s"))
LEAD_QUALIFIED = fact("leads.lead_qualified", _("%(actor)s qualified %(subject)s"))
LEAD_DISQUALIFIED = fact("leads.lead_disqualified", _("%(actor)s disqualified %(subject)s: %(reason)s"))
LEAD_REOPENED = fact("leads.lead_reopened", _("%(actor)s opened %(subject)s again"))
LEAD_REASSIGNED = fact("leads.lead_reassigned", _("%(actor)s handed %(subject)s to %(to_text)s"))
LEAD_CONVERTED = fact("leads.lead_converted", _("%(actor)s made %(subject)s a customer"))
