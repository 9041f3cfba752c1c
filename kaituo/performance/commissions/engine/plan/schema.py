"""The published JSON Schema of plan files, made from the typed definition."""

import json
from typing import Any

from kaituo.performance.commissions.engine.plan.document import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """As plain values. A field that is missing in a file has the `default` named here."""
    return {"$schema": DIALECT, "$id": "urn:kaituo:commission-plan:1", **Plan.model_json_schema(mode="validation")}


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
