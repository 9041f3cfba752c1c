"""The columns of a list that a person chose, in her order. A preference of hers alone: no event tells of it."""

from django.conf import settings
from django.db import models

from kaituo.foundation.identity.models import User


class ColumnChoice(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    screen = models.CharField(max_length=80)
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "screen"], name="one_choice_of_columns_per_list")]

    def __str__(self) -> str:
        return f"{self.user} · {self.screen}"

    @classmethod
    def of(cls, user: User, screen: str) -> list[str]:
        """The names she chose; none: the standard columns."""
        chosen = cls.objects.filter(user=user, screen=screen).values_list("columns", flat=True).first()
        return chosen or []

    @classmethod
    def keep(cls, user: User, screen: str, columns: list[str]) -> None:
        cls.objects.update_or_create(user=user, screen=screen, defaults={"columns": columns})
