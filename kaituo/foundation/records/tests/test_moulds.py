"""Rows from a mould are what rows made one by one are."""

import pytest

from kaituo.foundation.company.models import ExchangeRate
from kaituo.foundation.records.models import Event, Tag
from kaituo.foundation.records.moulds import Mould

pytestmark = pytest.mark.django_db
INSTANTS = {"created_at", "updated_at", "at"}


def fields_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in INSTANTS}


@pytest.mark.parametrize("values", [{}, {"currency": "USD", "rate": 7, "extra": {"size": 3}}, {"created_by": None}])
def test_what_is_not_given_has_its_default(values):
    assert fields_of(Mould(ExchangeRate).cast(values)) == fields_of(ExchangeRate(**values))


def test_a_relation_is_given_as_a_record_or_by_its_key(ada, django_assert_num_queries):
    mould = Mould(ExchangeRate)
    with django_assert_num_queries(0):
        assert mould.cast({"created_by": ada}).created_by is ada
        assert mould.cast({"created_by": ada}).created_by_id == mould.cast({"created_by_id": ada.pk}).created_by_id == ada.pk


def test_rows_share_no_default_that_can_be_changed():
    mould = Mould(Event)
    first, second = mould.cast({}), mould.cast({})
    first.changes["name"] = ["", "Acme"]
    assert second.changes == {}


def test_they_are_new_and_can_be_saved():
    row = Mould(Tag).cast({"name": "Fair"})
    row.save()
    assert Tag.objects.get() == row
