"""The facts of customers."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

ACCOUNT_TRANSFERRED = fact("customers.account_transferred", _("%(actor)s transferred %(subject)s to %(to_text)s"))
