"""What every part of a plan document shares: unknown fields are refused, nothing changes after reading, decimals never were floats."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

KEY = r"^[a-z][a-z0-9_]{0,31}$"
LARGEST = Decimal(10) ** 13
DIGITS = 8


class Part(BaseModel):
    """A piece of the document. Equal parts are equal values, so a round trip through JSON can be compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Key = Annotated[str, Field(pattern=KEY, description="a name for programs: small letters, digits and _")]
Name = Annotated[str, Field(max_length=120)]
Money = Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=4, allow_inf_nan=False)]
"""An amount in the plan's currency, in yuan and not in fen."""
Amount = Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=DIGITS, allow_inf_nan=False)]
"""A border: money, pieces or a share (1.2 is 120 %), as its neighbour says."""
Fraction = Annotated[Decimal, Field(decimal_places=DIGITS, allow_inf_nan=False)]
"""A rate or share: 0.05 is 5 %. Its bounds are checked with a sentence of their own."""
