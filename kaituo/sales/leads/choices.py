"""The closed lists of leads."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .engine import scoring


class LeadStatus(models.TextChoices):
    NEW = "new", pgettext_lazy("lead", "New")
    WORKING = "working", _("Being worked on")
    QUALIFIED = "qualified", _("Qualified")
    CONVERTED = "converted", _("Converted")
    DISQUALIFIED = "disqualified", _("Disqualified")


OPEN = (LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.QUALIFIED)
STATUS_TONES = {"new": "info", "working": "accent", "qualified": "good", "converted": "good", "disqualified": "neutral"}


class EntryPath(models.TextChoices):
    """The way a lead came in."""

    FORM = "form", _("Entered by hand")
    IMPORT = "import", _("Import")
    API = "api", _("Interface")
    WEB = "web", _("Web form")
    MAIL = "mail", _("E-mail")


class Test(models.TextChoices):
    FILLED = scoring.FILLED, _("is filled in")
    EQUALS = scoring.EQUALS, _("is exactly")
    CONTAINS = scoring.CONTAINS, _("contains one of")
    ONE_OF = scoring.ONE_OF, _("is one of")


SCORED = {
    "name": _("Company"),
    "person": pgettext_lazy("lead", "Contact person"),
    "title": pgettext_lazy("job", "Position"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "wechat": _("WeChat"),
    "website": _("Website"),
    "industry": _("Industry"),
    "country": _("Country"),
    "region": _("Province or state"),
    "city": _("City"),
    "source": _("Source"),
    "campaign": _("Campaign"),
    "need": _("What they need"),
    "product": _("Interested in"),
    "path": _("Came in by"),
}
"""The fields that scoring rules may ask."""
ASKED = ("name", "person", "title", "phone", "email", "wechat", "region", "city", "need")
"""What a web form may ask."""
