"""撞单: the question beforehand, the claim, the answer, the decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.sales.duplicates import asking
from kaituo.sales.duplicates.actions.disputes import answer, claim, decide, withdraw
from kaituo.sales.duplicates.kinds import ACCOUNT
from kaituo.sales.duplicates.models import Dispute, DuplicateRule
from kaituo.sales.duplicates.schedule import remind_of_disputes

from .conftest import OTHER_CODE

ASKED = {"name": "", "phone": "", "tax_number": OTHER_CODE, "email": ""}


@pytest.fixture
def dispute(kiln, alice):
    return claim(ACCOUNT, kiln, by=alice, claimed="Kiln", evidence="Met at the fair in March")


def test_asking_beforehand_tells_the_team_and_is_written_down(kiln, alice):
    told = asking.ask(ASKED, by=alice)
    assert "West" in told.hints[0].text
    assert "窑炉" not in told.hints[0].text
    assert Event.objects.filter(name="duplicates.prechecked", actor=alice).count() == 1


def test_what_nobody_has_is_free(db, alice):
    assert asking.ask(ASKED, by=alice).hints == []


def test_nobody_fishes_without_end(kiln, alice, monkeypatch):
    monkeypatch.setattr(asking, "MOST_A_DAY", 1)
    asking.ask(ASKED, by=alice)
    with pytest.raises(Refused):
        asking.ask(ASKED, by=alice)


def test_the_answer_leads_to_a_claim_and_only_for_whoever_asked(kiln, alice, bob, sign_in):
    client = sign_in(alice)
    page = client.post("/duplicates/check/", {"tax_number": OTHER_CODE}).content.decode()
    token = asking.ask(ASKED, by=alice).claim
    assert "/duplicates/claim/" in page
    assert client.post(f"/duplicates/claim/{token}/", {"evidence": "Mine"}).status_code == 302
    assert Dispute.objects.get().record_id == kiln.pk
    with pytest.raises(Http404):
        asking.claimed(token, bob)


def test_the_claimant_never_sees_the_customer_on_the_page_of_the_dispute(dispute, kiln, alice, sign_in):
    page = sign_in(alice).get(f"/customer-disputes/{dispute.pk}/").content.decode()
    assert "窑炉" not in page
    assert kiln.phone not in page


def test_the_holder_reads_the_claim_and_answers_it(dispute, charlie, alice):
    assert Notice.objects.filter(person=charlie, kind="duplicates.claimed").exists()
    answer(dispute, by=charlie, answer="Customer since 2019")
    assert Notice.objects.filter(person=alice, kind="duplicates.answered").exists()


def test_others_neither_read_nor_answer_it(dispute, bob):
    assert not may(bob, "view", dispute)
    with pytest.raises(PermissionDenied):
        answer(dispute, by=bob, answer="x")


def test_given_to_the_claimant_the_customer_is_hers(dispute, kiln, ada, alice):
    decide(dispute, by=ada, ruling="claimant", note="First contact proved")
    kiln.refresh_from_db()
    assert kiln.owner == alice
    assert Notice.objects.filter(person=alice, kind="duplicates.decided").exists()


def test_left_with_the_holder_nothing_changes(dispute, kiln, ada, charlie):
    decide(dispute, by=ada, ruling="holder", note="Customer since 2019")
    kiln.refresh_from_db()
    assert kiln.owner == charlie


def test_together_the_claimant_may_work_on_it(dispute, kiln, ada, alice):
    decide(dispute, by=ada, ruling="together", note="Two sites")
    assert may(User.objects.get(pk=alice.pk), "change", kiln)


def test_whoever_may_not_give_the_customer_away_does_not_decide_so(dispute, mei, kiln, charlie):
    with pytest.raises(PermissionDenied):
        decide(dispute, by=mei, ruling="claimant", note="My team")
    kiln.refresh_from_db()
    dispute.refresh_from_db()
    assert (kiln.owner, dispute.state) == (charlie, "open")


def test_no_party_decides_her_own(dispute, make, ada, alice):
    own = claim(ACCOUNT, make("Own"), by=ada, claimed="Own", evidence="x")
    with pytest.raises(Refused):
        decide(own, by=ada, ruling="claimant", note="x")


def test_a_claim_is_made_once_and_may_be_withdrawn(dispute, kiln, alice):
    with pytest.raises(Refused):
        claim(ACCOUNT, kiln, by=alice, claimed="Kiln", evidence="again")
    withdraw(dispute, by=alice)
    assert claim(ACCOUNT, kiln, by=alice, claimed="Kiln", evidence="again").is_open


def test_one_has_nothing_to_claim_from_oneself(lantern, alice):
    with pytest.raises(Refused):
        claim(ACCOUNT, lantern, by=alice, claimed="Lantern", evidence="x")


def entered(kiln, alice, ada):
    records.create(DuplicateRule(model="customers.Account", key="full_name", form="approve"), by=ada)
    with entering(Door.FORM, accepts_doubts=True):
        return records.create(Account(name=kiln.name, owner=alice), by=alice)


def test_a_new_record_comes_in_once_it_is_held_to_be_another(kiln, alice, ada):
    row = entered(kiln, alice, ada)
    decide(Dispute.objects.get(), by=ada, ruling="separate", note="Another plant")
    row.refresh_from_db()
    assert row.is_active


def test_a_new_record_goes_into_the_old_one_that_is_given(kiln, alice, ada):
    row = entered(kiln, alice, ada)
    decide(Dispute.objects.get(), by=ada, ruling="claimant", note="Charlie agreed")
    kiln.refresh_from_db()
    row.refresh_from_db()
    assert kiln.owner == alice
    assert row.is_archived


def test_what_is_late_is_reminded_of_once_a_week(dispute, mei):
    Dispute.objects.update(due_on=clock.today() - timedelta(days=1))
    assert remind_of_disputes.call() >= 1
    assert remind_of_disputes.call() == 0
