"""Cards of many people at once: who gets one, what it says, when it is final, and who sees it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.scorecards.actions import judge, refresh, refresh_all
from kaituo.performance.scorecards.models import Scorecard
from kaituo.performance.testing import sell

TODAY = date(2026, 5, 20)


def card_of(person) -> Scorecard:
    return Scorecard.objects.get(person=person)


def test_members_get_a_card_and_whoever_leads_them_does_not(cast, template):
    refresh_all(TODAY)
    assert {card.person for card in Scorecard.objects.all()} == {cast.alice, cast.bob}
    assert (card_of(cast.alice).total, card_of(cast.alice).judged_weight) == (Decimal(80), Decimal(60))


def test_refreshing_again_writes_the_same_cards_anew(cast, template):
    refresh_all(TODAY)
    sell(cast.alice, date(2026, 5, 6), "400")
    refresh_all(TODAY)
    assert (Scorecard.objects.count(), card_of(cast.alice).total) == (2, Decimal(120))


def test_one_card_is_refreshed_on_demand(cast, template):
    refresh_all(TODAY)
    sell(cast.alice, date(2026, 5, 6), "200")
    refresh(card_of(cast.alice), by=cast.alice)
    assert (card_of(cast.alice).total, card_of(cast.bob).total) == (Decimal(100), Decimal(100))


def test_a_stated_target_is_cut_to_the_days_a_joiner_was_there(cast, template):
    """May 2026 has 21 weekdays; from the 18th ten are left: 1,000 become 476."""
    Membership.objects.filter(user=cast.bob).update(starts_on=date(2026, 5, 18))
    refresh_all(TODAY)
    card = card_of(cast.bob)
    assert (card.present_rate, Decimal(card.lines[0]["target"])) == (Decimal("0.4762"), Decimal("476.2"))


def test_a_judgement_counts_and_nobody_judges_herself(cast, template):
    refresh_all(TODAY)
    card, objective = card_of(cast.alice), template.present_version.indicators.get(against="judgement")
    with pytest.raises(Refused, match="herself"):
        judge(card, by=cast.alice, indicator=objective, score=Decimal(100), evidence="I am good")
    judge(card, by=cast.mei, indicator=objective, score=Decimal(50), evidence="Two complaints")
    assert (card_of(cast.alice).total, card_of(cast.alice).judged_weight) == (Decimal(68), Decimal(100))


def test_a_settled_card_no_longer_moves(cast, template):
    refresh_all(TODAY)
    refresh_all(date(2026, 6, 8))
    sell(cast.alice, date(2026, 5, 6), "400")
    refresh_all(date(2026, 6, 9))
    card = Scorecard.objects.get(person=cast.alice, starts_on=date(2026, 5, 1))
    assert (card.state, card.total) == ("final", Decimal(80))
    with pytest.raises(Refused):
        refresh(card, by=cast.ada)


def test_a_rep_sees_her_own_card_and_her_manager_those_of_the_team(cast, template):
    refresh_all(TODAY)
    seen = {name: visible(getattr(cast, name), Scorecard.objects.all()).count() for name in ("alice", "mei", "charlie", "olga", "ada")}
    assert seen == {"alice": 1, "mei": 2, "charlie": 0, "olga": 0, "ada": 2}


def test_her_page_shows_the_card_live_with_what_one_more_would_change(client, cast, template):
    refresh_all(TODAY)
    sell(cast.alice, date(2026, 5, 6), "100")
    client.force_login(cast.alice)
    page = client.get(reverse("scorecards-mine")).content.decode()
    assert "Score now" in page
    assert "90.0" in page


def test_a_final_card_opens_with_what_was_kept(client, cast, template):
    refresh_all(TODAY)
    refresh_all(date(2026, 6, 8))
    client.force_login(cast.alice)
    card = Scorecard.objects.get(person=cast.alice, starts_on=date(2026, 5, 1))
    assert client.get(reverse("scorecards-scorecard-page", args=[card.pk])).status_code == 200


def test_a_card_kept_by_an_earlier_version_opens(client, cast, template):
    """Its lines do not say yet whether a target is a limit, its strokes in which unit."""
    refresh_all(TODAY)
    card = card_of(cast.alice)
    card.lines = [{key: value for key, value in line.items() if key != "is_ceiling"} for line in card.lines]
    card.strokes = [{"rule": 1, "label": "Late", "measure": card.lines[0]["measure"], "value": "3", "change": "-5"}]
    card.state = "final"
    card.save()
    client.force_login(cast.alice)
    assert "Late" in client.get(reverse("scorecards-scorecard-page", args=[card.pk])).content.decode()


def test_as_many_queries_for_many_people_as_for_few(cast, template, django_assert_num_queries, django_assert_max_num_queries):
    refresh_all(TODAY)
    Scorecard.objects.all().delete()
    with django_assert_max_num_queries(40) as few:
        refresh_all(TODAY)
    Scorecard.objects.all().delete()
    people = [User.objects.create(username=f"p{number}", name=f"P{number}", password="!") for number in range(30)]
    Membership.objects.bulk_create([Membership(user=person, team=cast.east, starts_on=date(2026, 1, 1)) for person in people])
    with django_assert_num_queries(len(few)):
        assert refresh_all(TODAY) == len(people) + 2
