"""The cast stands where its tests believe it stands."""

from kaituo.foundation.identity.access import visible
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account


def test_the_tests_run_in_debug(settings):
    assert settings.STORAGES["staticfiles"]["BACKEND"].startswith("django.")


def test_a_manager_sees_her_teams_accounts_and_a_stranger_does_not(cast):
    records.create(Account(name="Lantern", owner=cast.alice), by=cast.alice)
    seers = {name for name in ("alice", "bob", "mei", "charlie", "olga", "fang", "ada") if visible(getattr(cast, name), Account.objects.all())}
    assert seers == {"alice", "mei", "fang", "ada"}
