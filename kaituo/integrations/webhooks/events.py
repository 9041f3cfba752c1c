"""What subscriptions can state."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

SUBSCRIPTION_PAUSED = fact("webhooks.subscription_paused", _("%(actor)s paused the messages to %(subject)s"))
SUBSCRIPTION_RESUMED = fact("webhooks.subscription_resumed", _("%(actor)s resumed the messages to %(subject)s"))
SECRET_RENEWED = fact("webhooks.secret_renewed", _("%(actor)s renewed the secret of %(subject)s"))
SUBSCRIPTION_GAVE_UP = fact("webhooks.subscription_gave_up", _("Messages to %(subject)s failed too often and were stopped"))
DELIVERY_SENT_AGAIN = fact("webhooks.delivery_sent_again", _("%(actor)s sent the message %(subject)s again"))
