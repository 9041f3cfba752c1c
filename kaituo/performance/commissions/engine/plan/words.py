"""The closed lists of a plan document."""

from enum import StrEnum


class Basis(StrEnum):
    """What of a credit counts: its net amount, its gross margin, pieces, the number of records, or money collected."""

    AMOUNT = "amount"
    MARGIN = "margin"
    UNITS = "units"
    COUNT = "count"
    COLLECTED = "collected"


PIECES = (Basis.UNITS, Basis.COUNT)
"""Bases that are numbers of things, so that a rate is money for each."""


class By(StrEnum):
    """What the bands of a table are measured in; `target` and `attainment` are shares, the first running, the second as of the period's end."""

    BASIS = "basis"
    AMOUNT = "amount"
    MARGIN = "margin"
    UNITS = "units"
    COUNT = "count"
    TARGET = "target"
    ATTAINMENT = "attainment"


class Method(StrEnum):
    """How bands apply; see docs/commission-plans.md."""

    STEP = "step"
    FLAT = "flat"
    INTERPOLATED = "interpolated"
    OVERAGE = "overage"


class Window(StrEnum):
    """How long credit accumulates before it starts again from zero."""

    PAY_PERIOD = "pay_period"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    NEVER = "never"


class Rhythm(StrEnum):
    """How often is paid; `dates` takes the first days listed in `pay_dates`."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DATES = "dates"


class Dimension(StrEnum):
    """What is known of a credit besides its numbers."""

    PRODUCT = "product"
    CATEGORY = "category"
    CUSTOMER = "customer"
    CUSTOMER_CLASS = "customer_class"
    TERRITORY = "territory"
    RENEWAL = "renewal"
    CHANNEL = "channel"
    ROLE = "role"


BETWEEN_TERRITORIES = "\n"
"""A customer may lie in several territories at once: a credit names them all, and a plan asks whether its own is among them."""


class Ratio(StrEnum):
    """Shares worked out for one credit: discount of the list price, gross margin of the net amount."""

    DISCOUNT = "discount"
    MARGIN_RATE = "margin_rate"


class CapSpan(StrEnum):
    LINE = "line"
    PERIOD = "period"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Excess(StrEnum):
    """What becomes of what lies above a cap."""

    LOST = "lost"
    CARRIED = "carried"


class Proration(StrEnum):
    NONE = "none"
    DAYS = "days"
    MONTHS = "months"
