"""The facts of approvals. Upper contexts react to REQUEST_APPROVED and REQUEST_REJECTED, whose subject is the request."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

REQUEST_ASKED = fact("approvals.request_asked", _("%(actor)s asked for approval: %(subject)s"))
LEVEL_APPROVED = fact("approvals.level_approved", _("%(actor)s agreed to %(subject)s"))
REQUEST_APPROVED = fact("approvals.request_approved", _("%(subject)s is approved"))
REQUEST_REJECTED = fact("approvals.request_rejected", _("%(actor)s rejected %(subject)s: %(note)s"))
REQUEST_WITHDRAWN = fact("approvals.request_withdrawn", _("%(actor)s withdrew %(subject)s"))
DELEGATION_ENDED = fact("approvals.delegation_ended", _("%(actor)s ended the standing in: %(subject)s"))
