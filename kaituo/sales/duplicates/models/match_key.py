"""By what a record is recognised. Derived: written with every record, made anew by a job."""

from django.db import models


class MatchKey(models.Model):
    """`mark` is 64 bits of a hash over kind, key and value: short to store, and nothing can be read from it."""

    model = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    mark = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "match key"
        indexes = [models.Index(fields=["model", "record_id"])]

    def __str__(self) -> str:
        return f"{self.model} {self.record_id} {self.mark:x}"
