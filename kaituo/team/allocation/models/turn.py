"""Whose turn it was: what a round remembers of each person, so that it goes on where it stopped."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Turn(models.Model):
    """`round` names the round ("pool:3"); `served` is the number of the round's last gift to the person."""

    round = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    given = models.PositiveIntegerField(default=0)
    served = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("Turn")
        verbose_name_plural = _("Turns")
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_turn_per_round_and_person")]

    def __str__(self) -> str:
        return f"{self.round} · {self.person_id}"
