"""The facts of work reports."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

WORKLOG_BEGUN = fact("worklogs.worklog_begun", _("%(actor)s began %(subject)s"))
WORKLOG_HANDED_IN = fact("worklogs.worklog_handed_in", _("%(actor)s handed in %(subject)s"))
WORKLOG_READ = fact("worklogs.worklog_read", _("%(actor)s read %(subject)s"))
WORKLOG_RETURNED = fact("worklogs.worklog_returned", _("%(actor)s returned %(subject)s: %(reason)s"))
