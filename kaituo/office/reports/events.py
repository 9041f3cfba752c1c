"""The facts of reports, dashboards and their dispatch."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

REPORT_REBUILT = fact("reports.report_rebuilt", _("%(actor)s changed what %(subject)s asks for"))
REPORT_COPIED = fact("reports.report_copied", _("%(actor)s copied %(subject)s"))
REPORT_MARKED = fact("reports.report_marked", _("%(actor)s marked %(subject)s as a favourite"))
REPORT_UNMARKED = fact("reports.report_unmarked", _("%(actor)s took %(subject)s off the favourites"))
DASHBOARD_ARRANGED = fact("reports.dashboard_arranged", _("%(actor)s arranged %(subject)s"))
FRONT_CHOSEN = fact("reports.front_chosen", _("%(actor)s chose what stands on the first page"))
DASHBOARD_COPIED = fact("reports.dashboard_copied", _("%(actor)s copied the dashboard %(subject)s"))
DISPATCH_SENT = fact("reports.dispatch_sent", _("%(subject)s was sent to %(count)s people"))
DISPATCH_STOPPED = fact("reports.dispatch_stopped", _("%(actor)s stopped %(subject)s"))
DISPATCH_RESUMED = fact("reports.dispatch_resumed", _("%(actor)s resumed %(subject)s"))
