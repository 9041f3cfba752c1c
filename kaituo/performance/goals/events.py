"""The facts of goals."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

TARGET_SET = fact("goals.target_set", _("%(actor)s set the target %(subject)s"))
TARGET_CASCADED = fact("goals.target_cascaded", _("%(actor)s cascaded %(subject)s"))
TARGET_REPLANNED = fact("goals.target_replanned", _("%(actor)s re-planned %(subject)s: %(reason)s"))
TARGET_WITHDRAWN = fact("goals.target_withdrawn", _("%(actor)s withdrew %(subject)s: %(reason)s"))
