"""The demo company asks nothing of any service."""

import random
from types import SimpleNamespace

from kaituo.foundation.identity.models import User
from kaituo.integrations.conferences import demo
from kaituo.integrations.conferences.models import ConferenceService


def test_demo_services_are_paused(cast):
    demo.make(SimpleNamespace(system=User.objects.system(), rng=random.Random(1), people={}))
    assert set(ConferenceService.objects.values_list("service", "is_on")) == {("zoom", False), ("tencent_meeting", False)}
