"""The facts of briefings."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

CHAPTER_REWRITTEN = fact("briefings.chapter_rewritten", _("%(actor)s rewrote %(subject)s"))
CHAPTER_RESTORED = fact("briefings.chapter_restored", _("%(actor)s took back the figures' own words for %(subject)s"))
BRIEFING_REDRAWN = fact("briefings.figures_renewed", _("%(actor)s renewed the figures of %(subject)s"))
BRIEFING_SENT = fact("briefings.sent", _("%(actor)s sent %(subject)s"))
