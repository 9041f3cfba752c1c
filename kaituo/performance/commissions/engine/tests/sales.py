"""Short ways to say a plan and its credits in the tests of the columns."""

import json
from datetime import date

from kaituo.performance.commissions.engine.columns.inputs import TABLES, Columns, Inputs
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.engine.quoting import quote

MARCH = date(2026, 3, 1)


def bands(*pairs):
    """(0, "0.05"), (10000, "0.08"): 5 % up to 10,000 and 8 % from there."""
    uppers = [lower for lower, _rate in pairs[1:]] + [None]
    return [{"lower": lower, "upper": upper, "rate": rate} for (lower, rate), upper in zip(pairs, uppers, strict=True)]


def component(rate, key="base", **fields):
    return {"kind": "commission", "key": key, "measures": ["sales"], "rate": rate, **fields}


def table(*pairs, **fields):
    return {"kind": "table", "bands": bands(*pairs), **fields}


def plan_of(*components, terms=None, **fields):
    document = {"name": "Test", "terms": [{"components": list(components), **(terms or {})}], **fields}
    plan, faults = read_plan(json.dumps(document, default=str))
    assert not faults, faults
    return plan


def faults_of(*components, measures=None, terms=None, **fields):
    """(code, place) of everything wrong with a plan."""
    document = {"name": "Test", "terms": [{"components": list(components), **(terms or {})}], **fields}
    return [(fault.code, fault.source) for fault in read_plan(json.dumps(document, default=str), measures)[1]]


def credit(number, payee, day, amount, **fields):
    return {"seq": number, "ref": f"R{number}", "payee": payee, "day": day, "measure": "sales", "amount": amount, **fields}


def rows(table_name, found):
    names = [name for name in TABLES[table_name] if any(name in row for row in found)]
    empty = {"VARCHAR": "", "BIGINT": 0}
    return Columns(tuple(names), [tuple(row.get(name, empty.get(TABLES[table_name][name])) for name in names) for row in found])


def quoted(plan, credits, open_from=None, **tables):
    given = {"credit": credits, **tables}
    return quote(plan, Inputs({name: rows(name, found) for name, found in given.items() if found}), open_from=open_from)


def payable(plan, credits, **tables):
    """{payee: minor units} over all periods."""
    found = {}
    for (payee, _period), (_earned, amount) in quoted(plan, credits, **tables).totals.items():
        found[payee] = found.get(payee, 0) + amount
    return found
