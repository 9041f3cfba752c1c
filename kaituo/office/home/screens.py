"""Puts the first page at the top of the menu and its blocks on the shelf."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.ui.navigation import MenuItem, register

from . import competing, duties, keeping, leading, matters, promises, reminded, running, selling, talks

BLOCK_FILES = (selling, leading, keeping, running, competing)
MATTER_FILES = (matters, promises, duties, talks, reminded)

register(MenuItem("", _("Home"), "home", "home", 0, pinned=1))
