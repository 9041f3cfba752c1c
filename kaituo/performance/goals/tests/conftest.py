"""The measure by which these tests count."""

import pytest

from kaituo.performance.testing import declare_sales


@pytest.fixture(autouse=True)
def sales() -> str:
    return declare_sales()
