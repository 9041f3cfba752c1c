"""The facts of reviews. What was said and judged stands in none of them: whoever may read it reads it on the record."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

VERSION_BEGUN = fact("reviews.version_begun", _("%(actor)s began a new version of %(subject)s: %(reason)s"))
VERSION_PUBLISHED = fact("reviews.version_published", _("%(actor)s published the criteria %(subject)s"))
CYCLE_OPENED = fact("reviews.cycle_opened", _("%(actor)s opened the reviews %(subject)s"))
PERSON_ADDED = fact("reviews.person_added", _("%(actor)s added %(person_text)s to %(subject)s"))
CYCLE_SHARED = fact("reviews.cycle_shared", _("%(actor)s shared what is ready of %(subject)s"))
CYCLE_CLOSED = fact("reviews.cycle_closed", _("%(actor)s closed the reviews %(subject)s"))
REVIEW_BEGUN = fact("reviews.review_begun", _("%(subject)s began"))
OTHERS_ASKED = fact("reviews.others_asked", _("%(actor)s chose who is asked about %(subject)s"))
REVIEWER_REPLACED = fact("reviews.reviewer_replaced", _("%(actor)s gave %(subject)s to %(reviewer_text)s: %(reason)s"))
REVIEW_CALLED_OFF = fact("reviews.review_called_off", _("%(actor)s called %(subject)s off: %(reason)s"))
REVIEW_SHARED = fact("reviews.review_shared", _("%(actor)s shared %(subject)s"))
REVIEW_ACKNOWLEDGED = fact("reviews.review_acknowledged", _("%(actor)s acknowledged %(subject)s"))
REVIEW_APPEALED = fact("reviews.review_appealed", _("%(actor)s appealed against %(subject)s"))
REVIEW_CLOSED = fact("reviews.review_closed", _("%(subject)s is closed"))
ASSESSMENT_WRITTEN = fact("reviews.assessment_written", _("%(actor)s wrote on %(subject)s"))
ASSESSMENT_HANDED_IN = fact("reviews.assessment_handed_in", _("%(actor)s handed in %(subject)s"))
ASSESSMENT_TAKEN_BACK = fact("reviews.assessment_taken_back", _("%(actor)s took back %(subject)s"))
ASSESSMENT_DROPPED = fact("reviews.assessment_dropped", _("%(actor)s no longer asks for %(subject)s: %(reason)s"))
VERDICT_CALIBRATED = fact("reviews.verdict_calibrated", _("%(actor)s calibrated %(subject)s"))
APPEAL_DECIDED = fact("reviews.appeal_decided", _("%(actor)s decided %(subject)s"))
READER_NAMED = fact("reviews.reader_named", _("%(actor)s asked %(reader_text)s to read %(subject)s"))
