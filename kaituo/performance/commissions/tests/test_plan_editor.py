"""The editor: every plan goes through its form unchanged, faults stand at their field, nothing is half-saved."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from kaituo.performance.commissions.documents import terms_of_row
from kaituo.performance.commissions.editor.editing import PARTS
from kaituo.performance.commissions.editor.tree import ROOT, Around, tree
from kaituo.performance.commissions.editor.values import displayed, entered, number_of, read
from kaituo.performance.commissions.engine.plan.document import Terms
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.models import Component, PlanTerms
from kaituo.performance.commissions.ready_plans import ready_plans
from kaituo.performance.testing import SALES

from .test_quote_examples import EXAMPLES

PLANS = {folder.name: read_plan((folder / "plan.json").read_text(encoding="utf-8"))[0] for folder in EXAMPLES} | ready_plans()


def filled(node) -> QueryDict:
    """What a browser sends of the form as it is drawn."""
    data = QueryDict(mutable=True)
    _send(node, data)
    return data


def _send(node, data) -> None:
    sent = SENT.get(node.kind, lambda node: {node.path: node.value})(node)
    for name, value in sent.items():
        data.setlist(name, value) if isinstance(value, list) else data.update({name: value})
    for each in (*node.nodes, *node.rare):
        _send(each, data)


SENT = {
    "picks": lambda node: {node.path: list(node.value)},
    "check": lambda node: {node.path: "on"} if node.value else {},
    "union": lambda node: {f"{node.path}.kind": node.value, f"{node.path}.was": node.value},
    "part": lambda node: {f"{node.path}.on": "1"} if node.value is not None else {},
    "texts": lambda node: {node.path: node.lines},
    "grid": lambda node: {node.path: node.lines},
    "numbers": lambda node: {node.path: ", ".join(node.value)},
    "rows": lambda node: {},
    "row": lambda node: {},
}
"""By kind of node, what goes into the request."""


def through_the_form(part, plain):
    shown = displayed(part, plain)
    return entered(part, read(part, filled(tree(part, shown, Around())), ROOT))


@pytest.mark.parametrize("name", sorted(PLANS))
def test_every_plan_goes_through_the_form_unchanged(name):
    for terms in PLANS[name].terms:
        components = [{"kind": each.kind, **through_the_form(PARTS[each.kind], each.model_dump(mode="json"))} for each in terms.components]
        whole = through_the_form(Terms, terms.model_dump(mode="json") | {"components": []})
        assert Terms.model_validate({**whole, "components": components}) == terms


@pytest.fixture
def signed_in(client, draft, ada):
    client.force_login(ada)
    return client


def typed(**more):
    return {
        "d.key": "base",
        "d.name": "Base",
        "d.measures": SALES,
        "d.basis": "amount",
        "d.reset": "month",
        "d.prorated": "none",
        "d.returns_lower_attainment": "on",
        "d.rate.kind": "table",
        "d.rate.was": "table",
        "d.rate.method": "step",
        "d.rate.by": "basis",
        "d.rate.edge": "upper",
        "d.rate.accumulated": "on",
        "d.release.kind": "",
        "step": "save",
    } | more


def bands(*rows):
    return {f"d.rate.bands.{at}.{name}": value for at, row in enumerate(rows) for name, value in zip(("lower", "upper", "rate"), row, strict=True)}


def new_component(client, terms, **more):
    return client.post(reverse("commissions-new-component", args=[terms.pk, "commission"]), typed(**more))


def test_a_component_is_written_in_percent_and_kept_as_document_and_row(signed_in, draft):
    answer = new_component(signed_in, draft[1], **bands(("0", "10,000", "5%"), ("10000", "", "7.5 %")))
    kept = terms_of_row(PlanTerms.objects.get()).components[0]
    assert (answer.status_code, [band.rate for band in kept.rate.bands]) == (302, [Decimal("0.05"), Decimal("0.075")])
    assert [(row.key, row.name, row.kind, row.measure) for row in Component.objects.all()] == [("base", "Base", "commission", SALES)]


def test_a_gap_between_bands_is_told_at_the_band_and_nothing_is_saved(signed_in, draft):
    answer = new_component(signed_in, draft[1], **bands(("0", "100", "5%"), ("120", "", "8%")))
    assert (answer.status_code, Component.objects.count(), PlanTerms.objects.get().document) == (422, 0, {})
    text = answer.content.decode()
    assert text.index("leave a gap from 100 to 120") > text.index('aria-label="Bands 2"')


def test_what_is_no_number_is_shown_as_typed_with_its_fault(signed_in, draft):
    text = new_component(signed_in, draft[1], **bands(("0", "", "five"))).content.decode()
    assert 'value="five"' in text
    assert "five is not a number" in text


def test_rows_come_and_go_without_saving(signed_in, draft):
    page = new_component(signed_in, draft[1], **bands(("0", "", "5%")), step="add:rate.bands").content.decode()
    assert 'name="d.rate.bands.1.rate"' in page
    page = new_component(signed_in, draft[1], **bands(("0", "", "5%"), ("9", "", "6%")), step="remove:rate.bands.0").content.decode()
    assert 'value="6%"' in page
    assert 'name="d.rate.bands.1.rate"' not in page
    assert Component.objects.count() == 0


def test_another_kind_of_rate_brings_its_own_fields(signed_in, draft):
    page = new_component(signed_in, draft[1], **{"d.rate.kind": "company_share", "step": "again"}).content.decode()
    assert 'name="d.rate.company_rate"' in page


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_every_kind_has_a_page(signed_in, draft, kind):
    assert signed_in.get(reverse("commissions-new-component", args=[draft[1].pk, kind])).status_code == 200


def test_a_component_is_changed_and_taken_out_again(signed_in, draft):
    new_component(signed_in, draft[1], **bands(("0", "", "5%")))
    address = reverse("commissions-component", args=[draft[1].pk, "base"])
    assert 'value="5%"' in signed_in.get(address).content.decode()
    signed_in.post(address, typed(**bands(("0", "", "6%"))))
    assert terms_of_row(PlanTerms.objects.get()).components[0].rate.bands[0].rate == Decimal("0.06")
    signed_in.post(reverse("commissions-drop", args=[draft[1].pk, "base"]))
    assert Component.objects.count() == 0


def test_whoever_saw_an_older_version_does_not_write_over_it(signed_in, draft):
    seen = draft[1].version
    new_component(signed_in, draft[1], **bands(("0", "", "5%")))
    answer = signed_in.post(reverse("commissions-component", args=[draft[1].pk, "base"]), typed(**bands(("0", "", "6%")), version=seen - 1))
    assert answer.status_code == 409


def test_what_holds_for_all_is_written_on_its_own_page(signed_in, draft):
    new_component(signed_in, draft[1], **bands(("0", "", "5%")))
    more = {"d.draw.on": "1", "d.draw.amount": "5000", "d.draw.kind": "guarantee", "d.draw.recovery_share": "100%", "d.draw.prorated": "none"}
    assert signed_in.post(reverse("commissions-whole", args=[draft[1].pk]), {**more, "step": "save"}).status_code == 302
    kept = terms_of_row(PlanTerms.objects.get())
    assert (kept.draw.amount, len(kept.components)) == (Decimal(5000), 1)


def test_a_released_version_has_no_editor(signed_in, plan):
    terms = plan.terms.get()
    for name, *more in (
        ("commissions-kinds",),
        ("commissions-whole",),
        ("commissions-new-component", "commission"),
        ("commissions-component", "commission"),
    ):
        assert signed_in.get(reverse(name, args=[terms.pk, *more])).status_code == 404


def test_a_rep_learns_nothing_of_a_draft(client, draft, alice):
    client.force_login(alice)
    assert client.get(reverse("commissions-kinds", args=[draft[1].pk])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("5%", "0.05"), ("１，２３４．５", "1234.5"), ("1e999999999", "1e999999999"), ("1e-999999999%", "1e-999999999%"), ("nan", "nan")],
)
def test_numbers_are_read_as_people_write_them_and_monsters_are_left_to_be_refused(typed, kept):
    assert number_of(typed) == kept
