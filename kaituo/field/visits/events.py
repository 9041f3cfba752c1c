"""The facts of visits. None of them carries a position: events are kept for ever, positions are not."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

VISIT_PLANNED = fact("visits.visit_planned", _("%(actor)s planned a visit: %(subject)s"))
VISIT_MOVED = fact("visits.visit_moved", _("%(actor)s moved the visit %(subject)s to %(to)s"))
VISIT_CANCELLED = fact("visits.visit_cancelled", _("%(actor)s cancelled the visit %(subject)s: %(reason)s"))
VISIT_MISSED = fact("visits.visit_missed", _("The visit %(subject)s was not made"))
CHECKED_IN = fact("visits.checked_in", _("%(actor)s checked in: %(subject)s"))
EVIDENCE_TAKEN = fact("visits.evidence_taken", _("%(actor)s did “%(step_text)s” at %(subject)s"))
CHECKED_OUT = fact("visits.checked_out", _("%(actor)s checked out: %(subject)s"))
VISIT_ACCEPTED = fact("visits.visit_accepted", _("%(actor)s accepted the visit %(subject)s: %(reason)s"))
VISIT_REFUSED = fact("visits.visit_refused", _("%(actor)s did not accept the visit %(subject)s: %(reason)s"))
DAY_ARRANGED = fact("visits.day_arranged", _("%(actor)s put the visits of the day in order: %(subject)s"))
CONSENT_GIVEN = fact("visits.consent_given", _("%(subject)s agreed that positions are kept at check-in and check-out"))
CONSENT_WITHDRAWN = fact("visits.consent_withdrawn", _("%(subject)s no longer agrees that positions are kept; those kept were deleted"))
POSITIONS_FORGOTTEN = fact("visits.positions_forgotten", _("%(count)s positions were deleted because their time was over"))
PHOTOS_FORGOTTEN = fact("visits.photos_forgotten", _("%(count)s photos were deleted because their time was over"))
