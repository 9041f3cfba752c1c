"""What can be stated of mailboxes and letters."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

MAILBOX_TRIED = fact("email.mailbox_tried", _("%(actor)s tried %(subject)s: %(said)s"))
MAILBOX_PAUSED = fact("email.mailbox_paused", _("%(actor)s paused the reading of %(subject)s"))
MAILBOX_RESUMED = fact("email.mailbox_resumed", _("%(actor)s resumed the reading of %(subject)s"))
MAILBOX_DEDICATED = fact("email.mailbox_dedicated", _("%(actor)s said what %(subject)s is for"))
LETTER_FILED = fact("email.letter_filed", _("%(subject)s was filed"))
LETTER_SETTLED = fact("email.letter_settled", _("%(actor)s noted that %(subject)s needs no answer"))
LETTER_OPENED = fact("email.letter_opened", _("%(actor)s changed what others see of %(subject)s"))
