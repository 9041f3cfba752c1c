"""A back-office person who acts for a named rep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..dated import Dated


class Helping(Dated):
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helpings", verbose_name=_("Back office"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helped_by", verbose_name=_("Rep"))

    class Meta:
        verbose_name = _("Back-office help")
        verbose_name_plural = _("Back-office help")
        indexes = [models.Index(fields=["helper", "rep"])]

    def __str__(self) -> str:
        return f"{self.helper} → {self.rep}"
