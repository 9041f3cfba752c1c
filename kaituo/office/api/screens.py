"""What the interface adds to the navigation."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.ui.navigation import MenuItem, register

register(MenuItem("office", _("Access tokens"), "api-tokens", "key", 80))
register(MenuItem("office", _("Programming interface"), "api-docs", "file-description", 81))
