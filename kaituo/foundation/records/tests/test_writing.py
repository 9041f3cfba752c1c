"""Many rows at once: the same as one by one, keys and constraints included."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction

from kaituo.foundation.company.models import ExchangeRate, LegalEntity
from kaituo.foundation.records.models import Event, NumberSequence, Tag
from kaituo.foundation.records.writing import insert_many, insert_values, update_values

DAY = date(2026, 5, 4)
pytestmark = pytest.mark.django_db


def test_every_field_comes_back_as_it_was_given():
    rates = [ExchangeRate(currency=code, starts_on=DAY, rate=Decimal("7.1234"), extra={"note": ["％", code]}) for code in ("USD", "EUR")]
    insert_many(rates)
    names = [field.attname for field in ExchangeRate._meta.concrete_fields]
    kept = ExchangeRate.objects.in_bulk([rate.pk for rate in rates])
    assert [[getattr(kept[rate.pk], name) for name in names] for rate in rates] == [[getattr(rate, name) for name in names] for rate in rates]


def test_keys_go_on_from_the_newest_and_are_not_given_twice(ada):
    first = Tag.objects.create(name="One")
    many = [Tag(name=f"Tag {number}") for number in range(2000)]
    insert_many(many)
    assert [tag.pk for tag in many] == list(range(first.pk + 1, first.pk + 2001))
    assert Tag.objects.create(name="Last").pk == many[-1].pk + 1


def test_a_row_that_may_stand_only_once_undoes_all():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([NumberSequence(prefix=prefix) for prefix in ("A", "B", "A")])
    assert not NumberSequence.objects.exists()


def test_a_text_that_is_too_long_is_not_cut(ada):
    """PostgreSQL refuses it, SQLite keeps the whole."""
    with suppress(DataError), transaction.atomic():
        insert_many([Event(name="x" * 81, subject_type="x", subject_id=1, subject_text="x", actor=ada)])
    assert not Event.objects.filter(name="x" * 80).exists()


def test_what_is_there_already_takes_the_new_values():
    insert_values(NumberSequence, ("prefix", "last"), [("A", 1), ("B", 2)])
    before = NumberSequence.objects.get(prefix="B").pk
    insert_values(NumberSequence, ("prefix", "last"), [("B", 5), ("C", 3)], merge_on=("prefix",))
    assert dict(NumberSequence.objects.values_list("prefix", "last")) == {"A": 1, "B": 5, "C": 3}
    assert NumberSequence.objects.get(prefix="B").pk == before


def test_rows_that_are_there_get_other_values_and_keep_the_rest():
    """Documents with every kind of quotation mark, decimals, and instants to the microsecond, also nothing at all."""
    at, odd = datetime(2026, 3, 4, 5, 6, 7, 891, tzinfo=UTC), {"note": ['"it\'s" \\ ％ {}', 1, None]}
    first, second = (ExchangeRate.objects.create(currency=code, starts_on=DAY, rate=Decimal("7.1234"), archived_at=at) for code in ("USD", "EUR"))
    update_values(ExchangeRate, ("id", "rate", "extra", "updated_at", "archived_at"), [(first.pk, Decimal("6.5"), odd, at, None)])
    changed, kept = ExchangeRate.objects.get(pk=first.pk), ExchangeRate.objects.get(pk=second.pk)
    assert (changed.rate, changed.extra, changed.updated_at, changed.archived_at, changed.currency) == (Decimal("6.5"), odd, at, None, "USD")
    assert (kept.rate, kept.extra, kept.archived_at) == (second.rate, {}, at)


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_many([])
        insert_values(LegalEntity, ("name",), [])
        update_values(LegalEntity, ("id", "name"), [])
