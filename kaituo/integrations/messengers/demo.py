"""The demo company's messaging services: connected on paper and paused, so that nothing leaves the machine."""

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership
from kaituo.foundation.notices.kinds import MENTIONED
from kaituo.foundation.records import actions as records

from . import actions
from .models import Handle, Outlet


def make(world: World) -> None:
    lead = Membership.objects.filter(user=world.people["manager"][0]).select_related("team").first()
    group = Outlet(name="华东销售群", service="wecom_robot", team=lead.team, kinds=[MENTIONED.name])
    app = Outlet(name="Kaituo 应用", service="wecom_app")
    group.keep({"address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo"})
    app.keep({"corp_id": "ww-demo", "agent_id": "1000002", "secret": "demo", "service": "https://qyapi.weixin.qq.com"})
    for outlet in (group, app):
        actions.pause(records.create(outlet, by=world.system), by=world.system)
    people = world.people["rep"][:8]
    records.create_many([Handle(person=person, service="wecom_app", value=person.username) for person in people], by=world.system)
