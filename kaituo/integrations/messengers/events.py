"""What can be stated of connections to messaging services."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

OUTLET_TRIED = fact("messengers.outlet_tried", _("%(actor)s tried %(subject)s: %(said)s"))
OUTLET_PAUSED = fact("messengers.outlet_paused", _("%(actor)s paused the messages through %(subject)s"))
OUTLET_RESUMED = fact("messengers.outlet_resumed", _("%(actor)s resumed the messages through %(subject)s"))
