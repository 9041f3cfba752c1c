"""How many enquiries came from one address through one form within an hour: kept in the database, so that all processes count together."""

from django.db import models


class EnquiryCount(models.Model):
    """`visitor` is a keyed hash of the address, which is not kept itself; `hour` counts the hours of the clock."""

    web_form = models.ForeignKey("leads.WebForm", models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=32)
    hour = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "enquiry count"
        constraints = [models.UniqueConstraint(fields=["web_form", "visitor", "hour"], name="one_count_an_hour")]

    def __str__(self) -> str:
        return f"{self.web_form_id} {self.hour}: {self.count}"
