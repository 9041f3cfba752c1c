"""Public holidays of other countries, from the `holidays` package. Mainland China has its own file, for its make-up workdays."""

import holidays

from kaituo.foundation.kernel.calendar import UnknownYear, YearDays


class UnknownCountry(LookupError):
    """No source knows this country's holidays."""


def country_days(country: str, year: int) -> YearDays:
    """Public holidays by ISO 3166 code, with English names. Raises UnknownCountry or UnknownYear."""
    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError as error:
        raise UnknownCountry(country) from error
    if not calendar.start_year <= year <= calendar.end_year:
        raise UnknownYear(year, f"holidays ({country})")
    found = holidays.country_holidays(country, years=year, language=_english(calendar.supported_languages))
    return YearDays(year, {day: name for day, name in found.items() if day.year == year})


def _english(languages: tuple[str, ...]) -> str | None:
    return next((language for language in languages if language.startswith("en")), None)
