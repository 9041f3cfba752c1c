"""Writing through screens: in place, in forms, in bulk; two people at once; what a refusal leaves behind."""

import re

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.pipeline.models import Competitor, Opportunity

LINES = {f"{prefix}-{name}": "0" for prefix in ("opportunityline", "rival") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def form_of(deal, **values):
    fields = {"name": deal.name, "account": deal.account_id, "owner": deal.owner_id, "pipeline": deal.pipeline_id, "amount": "100"}
    return {**fields, "currency": "CNY", "expected_on": deal.expected_on.isoformat(), "version": deal.version, **LINES, **values}


def test_a_field_is_written_in_its_place(htmx, deal):
    answer = htmx.post(f"/opportunities/{deal.pk}/field/next_step/", {"next_step": "Call", "version": deal.version})
    deal.refresh_from_db()
    assert deal.next_step == "Call"
    assert "<edit-cell" in answer.content.decode()


def test_a_wrong_value_in_place_stays_open_with_its_error(htmx, deal):
    answer = htmx.post(f"/opportunities/{deal.pk}/field/amount/", {"amount": "-5", "version": deal.version})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "innerHTML")
    assert "field-errors" in answer.content.decode()


def test_a_field_not_declared_inline_has_no_such_form(htmx, deal):
    assert htmx.get(f"/opportunities/{deal.pk}/field/owner/").status_code == 404


def test_a_stale_field_is_not_overwritten(htmx, deal, alice):
    seen = deal.version
    records.change(deal, {"next_step": "Hers"}, by=alice)
    answer = htmx.post(f"/opportunities/{deal.pk}/field/next_step/", {"next_step": "Mine", "version": seen})
    deal.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, deal.next_step) == (422, "Hers")
    assert "Alice changed this record" in page and "— → Hers" in page and 'value="Mine"' in page


def test_what_is_sent_again_after_a_conflict_goes_on_top(htmx, deal, alice):
    records.change(deal, {"next_step": "Hers"}, by=alice)
    htmx.post(f"/opportunities/{deal.pk}/field/next_step/", {"next_step": "Mine", "version": deal.version})
    deal.refresh_from_db()
    assert deal.next_step == "Mine"


def test_a_field_beside_the_one_that_was_changed_is_no_conflict(htmx, deal, alice):
    seen = deal.version
    records.change(deal, {"notes": "Hers"}, by=alice)
    htmx.post(f"/opportunities/{deal.pk}/field/next_step/", {"next_step": "Mine", "version": seen})
    deal.refresh_from_db()
    assert (deal.next_step, deal.notes) == ("Mine", "Hers")


def test_a_bulk_change_shows_what_others_changed_since_the_dialog_was_opened(htmx, deal, alice):
    sent = {"row": deal.pk, "seen": f"{deal.pk}:{deal.version}", "next_step": "Ours"}
    records.change(deal, {"next_step": "Hers"}, by=alice)
    shown = htmx.post("/opportunities/bulk/field/next_step/", sent)
    assert (shown.status_code, "Hers" in shown.content.decode()) == (422, True)
    assert f'value="{deal.pk}:{deal.version}"' in shown.content.decode()
    htmx.post("/opportunities/bulk/field/next_step/", sent | {"seen": f"{deal.pk}:{deal.version}"})
    deal.refresh_from_db()
    assert deal.next_step == "Ours"


def test_a_verb_on_a_record_that_moved_on_shows_the_difference_first(htmx, deal, alice, bob):
    seen = deal.version
    records.change(deal, {"next_step": "Hers"}, by=alice)
    shown = htmx.post(f"/opportunities/{deal.pk}/do/reassign/", {"to": bob.pk, "version": seen})
    assert (shown.status_code, "Hers" in shown.content.decode()) == (422, True)


def test_lines_changed_by_another_are_not_written_over(at_alices, deal, alice):
    """Two people open the form; the first adds a rival."""
    rival = Competitor.objects.create(name="Rival")
    both = form_of(deal)
    first = {"rival-TOTAL_FORMS": "1", "rival-0-competitor": str(rival.pk), "rival-0-note": "First"}
    assert at_alices.post(f"/opportunities/{deal.pk}/edit/", both | first).status_code == 302
    assert at_alices.post(f"/opportunities/{deal.pk}/edit/", both | {"name": "Second"}).status_code == 409


def test_a_stale_form_shows_theirs_and_keeps_mine(at_alices, deal, alice):
    seen = form_of(deal, next_step="Mine")
    records.change(deal, {"next_step": "Hers"}, by=alice)
    answer = at_alices.post(f"/opportunities/{deal.pk}/edit/", seen)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Hers" in page and 'value="Mine"' in page


def test_a_refused_creation_leaves_nothing(at_alices, deal):
    before = Event.objects.count()
    answer = at_alices.post("/opportunities/new/", form_of(deal, name="In francs", currency="CHF"))
    assert answer.status_code == 422 and "CHF" in answer.content.decode()
    assert (Opportunity.objects.count(), Event.objects.count()) == (1, before)


def test_a_line_that_is_wrong_undoes_the_whole_form(at_alices, deal):
    wrong = form_of(deal, **{"name": "New", "rival-TOTAL_FORMS": "1", "rival-0-competitor": "99", "rival-0-note": "x"})
    assert at_alices.post("/opportunities/new/", wrong).status_code == 422
    assert not Opportunity.objects.filter(name="New").exists()


def test_bulk_changes_one_field_of_all_picked(htmx, make_deals):
    deals = make_deals(3)
    htmx.post("/opportunities/bulk/field/source/", {"row": [deal.pk for deal in deals[:2]], "source": "tender"})
    assert Opportunity.objects.filter(source="tender").count() == 2


def test_bulk_leaves_out_what_is_not_hers_and_says_so(browser, mei, bob, deal):
    client = browser(bob, **{"HX-Request": "true"})
    dialog = client.get(f"/opportunities/bulk/archive/?row={deal.pk}&row=x").content.decode()
    assert "left out" in dialog
    client.post("/opportunities/bulk/archive/", {"row": [deal.pk]})
    deal.refresh_from_db()
    assert deal.is_active


def test_lookup_finds_only_what_she_may_see(browser, alice, charlie, account):
    found = browser(alice).get("/lookup/customers.Account/?q=灯笼").json()["results"]
    assert found == [{"value": str(account.pk), "text": "灯笼公司"}]
    assert browser(charlie).get("/lookup/customers.Account/?q=灯笼").json()["results"] == []


def test_lookup_knows_no_other_tables(at_alices):
    for label in ("sessions.Session", "identity.Grant", "nothing", "a.b.c"):
        assert at_alices.get(f"/lookup/{label}/").status_code == 404


@pytest.mark.parametrize(("sent", "waits_in"), [({}, "name"), ({"name": "Pumps", "amount": "x"}, "account")])
def test_the_cursor_waits_where_something_must_be_written(at_alices, stages, sent, waits_in):
    page = (at_alices.post("/opportunities/new/", sent | LINES) if sent else at_alices.get("/opportunities/new/")).content.decode()
    [field] = re.findall(r"<[^>]* autofocus[^>]*>", page)
    assert f'name="{waits_in}"' in field
