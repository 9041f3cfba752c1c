"""The facts of scorecards."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

VERSION_RELEASED = fact("scorecards.version_released", _("%(actor)s released %(subject)s"))
VERSION_BEGUN = fact("scorecards.version_begun", _("%(actor)s began a new version of %(subject)s"))
CARD_REFRESHED = fact("scorecards.card_refreshed", _("%(actor)s refreshed %(subject)s"))
CARD_JUDGED = fact("scorecards.card_judged", _("%(actor)s judged “%(indicator_name)s” of %(subject)s: %(score)s points"))
CARD_CLOSED = fact("scorecards.card_closed", _("%(subject)s is final"))
