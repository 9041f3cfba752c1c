"""The form in which a phone says what was done: read strictly, so that what is written later is what was meant."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic import ValidationError as Unreadable

from .checking import Clocks, Fix
from .choices import Deed

LONGEST = 60


class Position(BaseModel):
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    accuracy: float = Field(ge=0, le=40_100_000, allow_inf_nan=False)
    mock: bool = False

    @property
    def fix(self) -> Fix:
        return Fix(self.latitude, self.longitude, round(self.accuracy), self.mock)


class Said(BaseModel):
    """`at` and `sent_at` are by the phone's clock."""

    model_config = ConfigDict(extra="ignore")

    key: UUID
    deed: Deed
    visit: UUID
    at: AwareDatetime
    sent_at: AwareDatetime
    position: Position | None = None
    device: str = Field("", max_length=500)
    account: int | None = Field(None, gt=0, lt=2**63)
    visit_type: int | None = Field(None, gt=0, lt=2**63)
    step: int | None = Field(None, gt=0, lt=2**63)
    answers: list[tuple[str, str]] = Field(default_factory=list, max_length=LONGEST)
    note: str = Field("", max_length=500)
    number: str = Field("", max_length=60)
    summary: str = Field("", max_length=5000)
    next_step: str = Field("", max_length=200)
    next_on: date | None = None
    reason: str = Field("", max_length=200)

    def clocks(self, received_at: datetime) -> Clocks:
        return Clocks(self.at, self.sent_at, received_at)

    @property
    def fix(self) -> Fix | None:
        return self.position.fix if self.position else None

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of something that was not taken: everything but where the person was."""
        return self.model_dump(mode="json", exclude={"position", "device"}, exclude_defaults=True)


def read(text: str) -> Said:
    """Raises ValidationError naming the part that cannot be read."""
    try:
        return Said.model_validate_json(text.replace("\\u0000", ""))
    except Unreadable as error:
        parts = "、".join(".".join(map(str, each["loc"])) or "JSON" for each in error.errors())
        raise ValidationError(_("The phone sent something that cannot be read: %(parts)s") % {"parts": parts}) from error
