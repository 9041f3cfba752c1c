"""Somebody who acts for a named rep: her back office, or a colleague while she is away."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..access import Access
from ..dated import Dated


class Helping(Dated):
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helpings", verbose_name=_("Back office"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helped_by", verbose_name=_("Rep"))

    access = Access(owner="rep")

    class Meta:
        verbose_name = _("Back-office help")
        verbose_name_plural = _("Back-office help")
        indexes = [models.Index(fields=["helper", "rep"])]

    def clean(self) -> None:
        super().clean()
        if self.helper_id is not None and self.helper_id == self.rep_id:
            raise ValidationError({"helper": _("Nobody stands in for herself.")})

    def __str__(self) -> str:
        return f"{self.helper} → {self.rep}"
