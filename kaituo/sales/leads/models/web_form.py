"""A form that anybody may fill in without signing in."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.pipeline.choices import Source

KEY_LENGTH = 12


def new_key() -> str:
    return get_random_string(KEY_LENGTH).lower()


class WebForm(Record):
    """`key` stands in its address and cannot be guessed."""

    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=120)
    key = models.SlugField(max_length=20, unique=True, default=new_key, editable=False)
    heading = models.CharField(_("Heading"), max_length=120)
    introduction = models.TextField(_("Introduction"), max_length=1000, blank=True)
    asks = models.JSONField(_("Asks for"), default=list)
    thanks = models.CharField(_("Thanks"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=12, choices=Source, default=Source.WEBSITE)
    campaign = models.CharField(_("Campaign"), max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Responsible rep"),
        help_text=_("Empty: assigned by the rules"),
    )
    hourly_cap = models.PositiveSmallIntegerField(
        _("Leads an hour and address"), default=5, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    is_on = models.BooleanField(_("In use"), default=True)

    access = Access()

    class Meta:
        verbose_name = _("Web form")
        verbose_name_plural = _("Web forms")

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it is filled in."""
        return f"/f/{self.key}/"
