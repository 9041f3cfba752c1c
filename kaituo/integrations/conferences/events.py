"""What can be stated of conference services and links."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

SERVICE_TRIED = fact("conferences.service_tried", _("%(actor)s tried %(subject)s: %(said)s"))
SERVICE_PAUSED = fact("conferences.service_paused", _("%(actor)s paused %(subject)s"))
SERVICE_RESUMED = fact("conferences.service_resumed", _("%(actor)s resumed %(subject)s"))
LINK_BEGUN = fact("conferences.link_begun", _("%(actor)s asked for a link: %(subject)s"))
LINK_MADE = fact("conferences.link_made", _("The link was made: %(subject)s"))
LINK_FAILED = fact("conferences.link_failed", _("The service refused: %(subject)s"))
LINK_FOLLOWED = fact("conferences.link_followed", _("The service was told of the new time: %(subject)s"))
LINK_CANCELLED = fact("conferences.link_cancelled", _("The conference was cancelled at the service: %(subject)s"))
