"""What people are told about recognition."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

THANKED = kind("culture.thanked", _("Thanks and praise for you"), _("%(actor)s thanks you: %(deed)s"), "heart")
PRAISED = kind("culture.praised", _("Praise by whoever leads you"), _("%(actor)s praises you: %(deed)s"), "star")
WITHDRAWN = kind("culture.withdrawn", _("Recognition that was withdrawn"), _("%(actor)s withdrew what was said of you: %(reason)s"), "x")
BADGED = kind("culture.badged", _("Badges you earn"), _("You earned the badge “%(badge)s”: %(value)s"), "medal")
HONOURED = kind("culture.honoured", _("Titles you are given"), _("%(actor)s bestowed the title “%(title)s” on you: %(reason)s"), "award")
WEEK = kind(
    "culture.week",
    _("The week on the wall"),
    _("This week on the wall: %(thanks)s thanks and praises, %(badges)s badges. Most applauded: %(subject)s"),
    "confetti",
    is_reminder=True,
)
