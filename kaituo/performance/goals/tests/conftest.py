"""The measure by which these tests count, and the rights of a real rep."""

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.performance.testing import declare_sales

OWN = {
    "goals.Target": ("view", "propose", "counter", "agree", "decline", "withdraw", "ask_replan"),
    "goals.GoalStep": ("view", "create", "change", "archive", "finish_step"),
}
"""What a rep of a new installation may do with her own."""


@pytest.fixture(autouse=True)
def sales() -> str:
    return declare_sales()


@pytest.fixture
def least(cast) -> None:
    """Reps may do to targets only what a new installation lets them."""
    role = Role.objects.get(key="rep")
    Grant.objects.filter(role=role, scope="own").delete()
    Grant.objects.bulk_create([Grant(role=role, model=model, verb=verb, scope="own") for model, verbs in OWN.items() for verb in verbs])
