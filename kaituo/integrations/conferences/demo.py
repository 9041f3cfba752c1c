"""The demo company's conference services: connected on paper and paused, so that nothing is asked of any service."""

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records

from . import actions
from .models import ConferenceService
from .platforms import SERVICES

ON_PAPER = {
    "tencent_meeting": ("腾讯会议", {"app_id": "demo", "secret_id": "demo", "secret_key": "demo", "host": "demo"}),
    "zoom": ("Zoom", {"account_id": "demo", "client_id": "demo", "client_secret": "demo"}),
}


def make(world: World) -> None:
    for kind, (name, entered) in ON_PAPER.items():
        row = ConferenceService(service=kind, name=name)
        row.keep({**{each.name: each.default for each in SERVICES[kind].settings}, **entered})
        actions.pause(records.create(row, by=world.system), by=world.system)
