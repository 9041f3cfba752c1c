"""The facts of recognition."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

PERSON_THANKED = fact("culture.person_thanked", _("%(actor)s: %(subject)s"))
RECOGNITION_WITHDRAWN = fact("culture.recognition_withdrawn", _("%(actor)s withdrew %(subject)s: %(reason)s"))
RECOGNITION_CHEERED = fact("culture.recognition_cheered", _("%(actor)s applauded %(subject)s"))
BADGE_EARNED = fact("culture.badge_earned", _("Badge earned: %(subject)s"))
TITLE_BESTOWED = fact("culture.title_bestowed", _("%(actor)s bestowed a title: %(subject)s"))
TITLE_ENDED = fact("culture.title_ended", _("%(actor)s ended %(subject)s: %(reason)s"))
