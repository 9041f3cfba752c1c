"""What can be stated of reminders and their rules."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

REMINDER_FINISHED = fact("reminders.reminder_finished", _("%(actor)s is done with the reminder %(subject)s"))
REMINDER_PUT_OFF = fact("reminders.reminder_put_off", _("%(actor)s put the reminder %(subject)s off"))
RULE_SWITCHED_ON = fact("reminders.rule_switched_on", _("%(actor)s switched the rule %(subject)s on"))
RULE_SWITCHED_OFF = fact("reminders.rule_switched_off", _("%(actor)s switched the rule %(subject)s off"))
