"""Numbers that people read aloud: SO-2026-00017."""

from django.db import models


class NumberSequence(models.Model):
    """The last number given under a prefix; the row is locked while the next one is taken, so none is given twice."""

    prefix = models.CharField(max_length=40, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"
