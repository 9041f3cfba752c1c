"""Plans of before become documents: bands, rates and release are kept to the digit, and lines still find their component."""

from datetime import date
from decimal import Decimal

from kaituo.performance.commissions.documents import terms_of_row
from kaituo.performance.commissions.models import Component, PlanTerms
from kaituo.performance.testing import SALES

BEFORE = "0002_calculated_in_the_background"


def test_bands_and_rates_move_into_the_document(as_it_was):
    apps, migrate = as_it_was(BEFORE)
    models = {name: apps.get_model("commissions", name) for name in ("Plan", "PlanTerms", "Component", "Band")}
    plan = models["Plan"].objects.create(name="Old")
    terms = models["PlanTerms"].objects.create(plan=plan, starts_on=date(2026, 1, 1))
    values = {"tiers": "flat", "edge": "lower", "unit": "target", "is_accumulated": False, "reset": "quarter", "release": "cash"}
    rule = models["Component"].objects.create(terms=terms, code="A" * 32, name="Base", measure=SALES, returns_lower_attainment=False, **values)
    for lower, upper, rate in (("0", "1.25", "0.05"), ("1.25", None, "0.07500001")):
        models["Band"].objects.create(component=rule, lower=Decimal(lower), upper=upper and Decimal(upper), rate=Decimal(rate))
    migrate()
    kept = terms_of_row(PlanTerms.objects.get()).components[0]
    row = Component.objects.get(pk=rule.pk)
    assert (row.code, row.key, row.measure, row.release) == (f"{plan.pk}.{kept.key}", kept.key, SALES, "cash")
    assert [(band.lower, band.upper, band.rate) for band in kept.rate.bands] == [
        (Decimal(0), Decimal("1.25"), Decimal("0.05")),
        (Decimal("1.25"), None, Decimal("0.07500001")),
    ]
    assert (kept.rate.method, kept.rate.edge, kept.rate.by, kept.rate.accumulated) == ("flat", "lower", "target", False)
    assert (kept.reset, kept.release.kind, kept.returns_lower_attainment, kept.name) == ("quarter", "on_cash", False, "Base")
