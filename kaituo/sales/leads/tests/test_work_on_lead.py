"""Following up, qualifying, turning down, and the score that says why."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.leads import actions
from kaituo.sales.leads.letters import capture_letter
from kaituo.sales.leads.models import Lead, ScoreRule
from kaituo.sales.leads.scoring import score_all

LETTER = """From: =?utf-8?b?5p2O5piO?= <li@acme.example>
Subject: Six robots
Content-Type: text/plain; charset=gb18030
Content-Transfer-Encoding: 8bit

您好，我们需要六台机器人，请报价。电话 13912345678
苏州明达机械有限公司
""".encode("gb18030")


def test_a_follow_up_begins_the_work(lead, alice):
    today = timezone.localdate()
    actions.follow_up(lead, by=alice, note="Called", follow_up_on=today + timedelta(days=7))
    assert (lead.status, lead.followed_up_on, lead.follow_up_on) == ("working", today, today + timedelta(days=7))


def test_the_next_follow_up_cannot_lie_behind(lead, alice):
    with pytest.raises(Refused, match="passed"):
        actions.follow_up(lead, by=alice, note="Called", follow_up_on=timezone.localdate() - timedelta(days=1))


def test_turned_down_it_may_be_opened_again(lead, alice):
    actions.disqualify(lead, by=alice, reason="No budget")
    assert not lead.is_open
    actions.reopen(lead, by=alice)
    assert (lead.is_open, lead.reason) == (True, "")


def test_the_score_says_what_it_is_made_of(make_lead, ada, alice):
    records.create(ScoreRule(name="Decides", field="title", test="contains", value="总经理", points=40), by=ada)
    records.create(ScoreRule(name="Fair", field="source", test="equals", value="exhibition", points=20), by=ada)
    row = make_lead(source="exhibition")
    row.refresh_from_db()
    assert (row.score, row.score_steps) == (60, [["Decides", 40], ["Fair", 20]])
    records.change(row, {"title": "工程师"}, by=alice)
    row.refresh_from_db()
    assert row.score == 20


def test_a_new_rule_counts_for_leads_that_are_there(lead, ada):
    records.create(ScoreRule(name="Reachable", field="phone", points=30), by=ada)
    assert score_all() == 1
    lead.refresh_from_db()
    assert lead.score == 30


def test_a_letter_becomes_a_lead(db):
    row = capture_letter(LETTER, campaign="Inbox")
    assert (row.person, row.email, row.phone, row.name) == ("李明", "li@acme.example", "13912345678", "苏州明达机械有限公司")
    assert (row.path, row.campaign, Lead.objects.count()) == ("mail", "Inbox", 1)


def test_what_a_machine_wrote_is_no_lead(db):
    with pytest.raises(Refused, match="machine"):
        capture_letter(b"From: a@b.example\nAuto-Submitted: auto-replied\n\nI am on leave.")


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"From: x\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe"])
def test_rubbish_by_mail_is_refused_or_kept_whole(db, raw):
    with suppress(ValidationError):
        assert capture_letter(raw).pk
    assert Lead.objects.count() <= 1
