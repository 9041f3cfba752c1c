"""Who proposed what, whose turn it is, who signed, and how the target was re-planned."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part

from ..models import Target
from ..turns import answers_of


class Agreement(Part):
    """Shown once anything was proposed, offered or signed."""

    template = "goals/parts/agreement.html"
    title = _("Agreement")

    def context(self, row: Target, user: User) -> dict | None:
        proposals = list(row.proposals.select_related("made_by"))
        signatures = list(row.signatures.select_related("person"))
        if not proposals and not signatures:
            return None
        return {"target": row, "proposals": proposals, "signatures": signatures[-2:], "answers": answers_of(row, user)}


class Replannings(Part):
    """Every change with its figures before and after, the newest first; what waits is shown as waiting."""

    template = "goals/parts/replannings.html"
    title = _("Re-plannings")

    def context(self, row: Target, user: User) -> dict | None:
        revisions = list(row.revisions.select_related("replanned_by", "decided_by"))
        return {"target": row, "revisions": revisions} if revisions else None
