"""An office says its division, province and city alike, whichever was entered."""

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.records import actions as records
from kaituo.team.people.models import Office


def test_the_chosen_division_says_the_city(ada):
    office = records.create(Office(code="KS", division="320583"), by=ada)
    assert (office.region, office.city, str(office)) == ("江苏", "苏州", "苏州")


def test_an_office_of_no_city_is_refused(ada):
    with pytest.raises(ValidationError, match="city"):
        records.create(Office(code="JS", division="320000"), by=ada)
