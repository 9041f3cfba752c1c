"""What tokens can state."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

TOKEN_MADE = fact("api.token_made", _("%(actor)s made the access token %(subject)s"))
TOKEN_REVOKED = fact("api.token_revoked", _("%(actor)s revoked the access token %(subject)s"))
