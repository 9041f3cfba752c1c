"""What can be stated of mailboxes and letters."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

MAILBOX_TRIED = fact("email.mailbox_tried", _("%(actor)s tried %(subject)s: %(said)s"))
MAILBOX_PAUSED = fact("email.mailbox_paused", _("%(actor)s paused the reading of %(subject)s"))
MAILBOX_RESUMED = fact("email.mailbox_resumed", _("%(actor)s resumed the reading of %(subject)s"))
MAILBOX_DEDICATED = fact("email.mailbox_dedicated", _("%(actor)s said what %(subject)s is for"))
LETTER_FILED = fact("email.letter_filed", _("%(subject)s was filed"))
LETTER_ANSWERED = fact("email.letter_answered", _("%(subject)s was answered"))
LETTER_SET_ASIDE = fact("email.letter_set_aside", _("%(actor)s noted that %(subject)s needs no answer"))
LETTER_OPENED = fact("email.letter_opened", _("%(actor)s changed what others see of %(subject)s"))
LETTER_WRITTEN = fact("email.letter_written", _("%(actor)s wrote %(subject)s"))
LETTER_SENT = fact("email.letter_sent", _("%(subject)s was sent"))
LETTER_NOT_SENT = fact("email.letter_not_sent", _("%(subject)s could not be sent"))
LETTER_UNSURE = fact("email.letter_unsure", _("Nobody knows whether %(subject)s was sent"))
LETTER_SENT_AGAIN = fact("email.letter_sent_again", _("%(actor)s had %(subject)s sent again"))
LETTER_CANCELLED = fact("email.letter_cancelled", _("%(actor)s cancelled the sending of %(subject)s"))
LETTER_CONFIRMED = fact("email.letter_confirmed", _("%(actor)s confirmed that %(subject)s arrived"))
