"""The facts of territories."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

TERRITORY_PLACED = fact("territories.territory_placed", _("%(actor)s placed %(subject)s under %(parent_text)s"))
TERRITORY_JOINED = fact("territories.territory_joined", _("%(actor)s gave %(subject)s to %(person_text)s"))
TERRITORY_LEFT = fact("territories.territory_left", _("%(actor)s ended the work in a territory: %(subject)s"))
CUSTOMER_NAMED = fact("territories.customer_named", _("%(actor)s keeps a customer in one territory only: %(subject)s"))
CUSTOMER_LEFT_OUT = fact("territories.customer_left_out", _("%(actor)s leaves a customer out of a territory: %(subject)s"))
