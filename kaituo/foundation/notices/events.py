"""What deliveries can state."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

DELIVERY_RETRIED = fact("notices.delivery_retried", _("%(actor)s had %(subject)s sent again"))
DELIVERY_DROPPED = fact("notices.delivery_dropped", _("%(actor)s dropped %(subject)s"))
KIND_SWITCHED = fact("notices.kind_switched", _("%(actor)s switched a kind of notice: %(subject)s"))
