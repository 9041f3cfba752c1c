"""What lies somewhere: country, division, province and city, which say the same place whichever of them was entered.

Streets, numbers and postal codes are the business of whoever lies there.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.kernel.divisions import divisions, fits, match, named
from kaituo.foundation.records.models import Record

from ..divisions import DivisionField


class Placed(Record):
    country = models.CharField(_("Country"), max_length=60, blank=True)
    division = DivisionField(_("Division"), db_index=True, help_text=_("In China; province and city follow it"))
    region = models.CharField(_("Province or state"), max_length=60, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)

    class Meta:
        abstract = True

    _place_kept = ("", "", "")
    """Division, region and city as they were read or last settled."""

    @classmethod
    def from_db(cls, db, field_names, values) -> "Placed":
        row = super().from_db(db, field_names, values)
        row._place_kept = tuple(row.__dict__.get(name, "") for name in ("division", "region", "city"))
        return row

    def prepare(self) -> None:
        super().prepare()
        self.division = self.division or match(self.region, self.city, self.country)

    def clean(self) -> None:
        super().clean()
        self.settle_place()

    @property
    def place(self) -> str:
        """Province, city and county in full; elsewhere what was written."""
        return named(self.division) if self.division else " ".join(filter(None, (self.region, self.city)))

    def settle_place(self) -> None:
        """Division, province and city say the same place: where they do not, what was changed last is right."""
        self._follow_last_change()
        self._place_kept = (self.division, self.region, self.city)

    def _follow_last_change(self) -> None:
        if self.division and fits(self.division, self.region, self.city):
            return
        division, *texts = self._place_kept
        if self.division and self.division != division and self.division in divisions():
            found = divisions()[self.division]
            self.region, self.city = found.region, found.city
        elif division and not self.division and texts == [self.region, self.city]:
            self.region = self.city = ""
        else:
            self.division = match(self.region, self.city, self.country)
