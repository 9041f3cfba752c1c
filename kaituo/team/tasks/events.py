"""The facts of tasks."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

TASK_MOVED = fact("tasks.task_moved", _("%(actor)s moved %(subject)s to %(card_list_text)s"))
LIMIT_PASSED = fact("tasks.limit_passed", _("%(actor)s moved %(subject)s to the full list %(card_list_text)s: %(reason)s"))
TASK_DONE = fact("tasks.task_done", _("%(actor)s finished %(subject)s"))
TASK_REOPENED = fact("tasks.task_reopened", _("%(actor)s took up %(subject)s again"))
TASK_POSTPONED = fact("tasks.task_postponed", _("%(actor)s put %(subject)s off to %(to)s"))
TASK_GIVEN = fact("tasks.task_given", _("%(actor)s gave %(subject)s to %(to_text)s"))
TASK_RETURNED = fact("tasks.task_returned", _("%(subject)s comes again, as it repeats"))
ITEM_TICKED = fact("tasks.item_ticked", _("%(actor)s ticked “%(subject)s”"))
ITEM_ADDED = fact("tasks.item_added", _("%(actor)s added “%(text)s” to the checklist of %(subject)s"))
BOARD_COPIED = fact("tasks.board_copied", _("%(actor)s began the board “%(name)s” from %(subject)s"))
BOARD_KEPT_AS_TEMPLATE = fact("tasks.board_kept_as_template", _("%(actor)s kept %(subject)s as the template “%(name)s”"))
