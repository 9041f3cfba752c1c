"""The two pages about plan files speak of every field, in both languages."""

from pathlib import Path

import pytest

from kaituo.performance.commissions.engine.plan.loading import all_parts

DOCS = Path(__file__).resolve().parents[4] / "docs" / "commission-plans"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_field_is_told(language):
    page = (DOCS / f"{language}.md").read_text(encoding="utf-8")
    fields = {field for part in all_parts() for field in part.model_fields}
    assert sorted(field for field in fields - {"kind"} if field not in page) == []
