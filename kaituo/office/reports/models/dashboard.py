"""Reports and measures side by side, arranged by their owner."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records.models import Record

from ..choices import TileKind
from .report import Opened

WIDEST, HIGHEST, MOST_TILES = 4, 3, 24


class Dashboard(Opened):
    """`span` and `team_shown` narrow all tiles, until a reader chooses otherwise. `is_first`: what the readers it is opened for see first."""

    span = models.CharField(_("Period"), max_length=30, blank=True, editable=False)
    is_first = models.BooleanField(_("Opens first for its readers"), default=False)

    class Meta:
        verbose_name = _("Dashboard")
        verbose_name_plural = _("Dashboards")
        ordering = ["-is_first", "name", "pk"]


class Tile(Record):
    """`width` and `height` are counted in the cells of a grid of four columns."""

    dashboard = models.ForeignKey(Dashboard, models.CASCADE, related_name="tiles", verbose_name=_("Dashboard"))
    kind = models.CharField(pgettext_lazy("of a dashboard", "Shows"), max_length=8, choices=TileKind, default=TileKind.REPORT)
    report = models.ForeignKey("reports.Report", models.PROTECT, null=True, blank=True, related_name="tiles", verbose_name=_("Report"))
    key = models.CharField(_("Ready report or measure"), max_length=60, blank=True)
    title = models.CharField(pgettext_lazy("of a tile", "Title"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    width = models.PositiveSmallIntegerField(_("Width"), default=2, validators=[MinValueValidator(1), MaxValueValidator(WIDEST)])
    height = models.PositiveSmallIntegerField(_("Height"), default=1, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)])

    access = Access(via="dashboard")

    class Meta:
        verbose_name = _("Tile")
        verbose_name_plural = _("Tiles")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or (str(self.report) if self.report_id else self.key)

    def clean(self) -> None:
        if self.kind == TileKind.REPORT and self.report_id is None:
            raise ValidationError({"report": _("Choose a report.")})
        if self.kind == TileKind.MEASURE and self.key not in MEASURES:
            raise ValidationError({"key": _("There is no such measure.")})
