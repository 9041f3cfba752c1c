"""What can be stated of devices."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

DEVICE_ALLOWED = fact("webpush.device_allowed", _("%(actor)s switched push messages on: %(subject)s"))
DEVICE_REVOKED = fact("webpush.device_revoked", _("Push messages were switched off: %(subject)s"))
