"""An import asks the database as often for many rows as for few: only the inserts grow, many rows with each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.office.exchange.actions import Package, import_package
from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.mapping import guess_map
from kaituo.sales.customers.models import Account

FEW, MANY = 20, 400
FOR_LIKENESSES = 6
"""The marks of duplicates are asked for five hundred at a time."""


@pytest.fixture
def asked(ada):
    """(number of inserts, number of other statements) of an import of so many customers."""

    def asked(count: int, prefix: str) -> tuple[int, int]:
        lines = ["Number,Name,City,Phone", *(f"{prefix}-{n},进口客户{n},上海,0215550{n:04}" for n in range(count))]
        table = read_table("\n".join(lines).encode(), "accounts.csv")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            import_package(Package("Test", [(table, guess_map(Account, table.headings))]), by=ada)
        inserts = sum(query["sql"].startswith("INSERT") for query in queries)
        return inserts, len(queries) - inserts

    asked(1, "FIRST")
    return asked


def test_only_the_inserts_grow(asked):
    few_inserts, few_others = asked(FEW, "A")
    many_inserts, many_others = asked(MANY, "B")
    assert many_others - few_others <= FOR_LIKENESSES
    assert many_inserts - few_inserts < (MANY - FEW) / 10
