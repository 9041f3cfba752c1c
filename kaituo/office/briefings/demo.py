"""The demo company's briefings: the last quarter and the last month sent, with a chapter that the back office rewrote; the running month as a draft."""

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.access import CHANGE
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.sharing import share

from . import actions
from .choices import Part
from .models import Briefing

REWRITTEN = "下月重点：逐一回访本月未下单的老客户；对逾期款项与财务一起排出催收顺序；新客户首次拜访不晚于建档后两周。"


def make(world: World) -> None:
    director, office = world.people["director"][0], world.people["back_office"][0]
    month = Period.containing(world.today, PeriodKind.MONTH)
    for period in (Period.containing(month.start, PeriodKind.QUARTER).previous(), month.previous(), month):
        with world.on(min(period.end, world.today)):
            row = records.create(Briefing(label=period.label), by=director)
            if period != month:
                share(row, by=director, verb=CHANGE, person=office, name=str(office))
                office = User.objects.get(pk=office.pk)  # with what was just opened to her
                chapter = row.chapters.get(part=Part.NEXT)
                actions.rewrite(chapter, by=office, text=f"{chapter.text}\n{REWRITTEN}")
                actions.send(row, by=director, readers=[office, *world.people["manager"][:2]])
