"""The facts of segments. A class is set on the customer, so it stands in its history."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

CLASS_SET = fact("segments.account_class_set", _("The class of %(subject)s follows the rule “%(rule)s”: %(why)s"))
CLASS_FIXED = fact("segments.class_fixed", _("%(actor)s fixed the class of %(subject)s: %(reason)s"))
CLASS_FREED = fact("segments.class_freed", _("%(actor)s lets the rules set the class of %(subject)s again"))
