"""What has a measure, by its name in the field `measure`."""

from django.utils.translation import gettext_lazy as _

from .measure import MEASURES, Measure


class Measured:
    """Mixed into a model."""

    measure: str

    @property
    def behind(self) -> Measure | None:
        """The declaration of the measure; None when its context was taken off."""
        return MEASURES.get(self.measure)

    @property
    def measure_label(self) -> str:
        return str(self.behind.label) if self.behind else self.measure

    measure_label.fget.label = _("Measure")  # type: ignore[attr-defined]  # a function takes any attribute; columns read this one
