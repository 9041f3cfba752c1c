"""The demo company's mailboxes: paused, so that nothing is asked of any server, with some exchanges that were found in them before."""

from datetime import timedelta

from django.utils import timezone

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Contact

from . import actions, filing
from .choices import Direction
from .matching import Found, Match
from .models import Mailbox, Round
from .reading import Body, Head, digest

EXCHANGES = [
    (
        "视觉检测单元报价",
        ["您好，请发一份含税报价，并注明交期。", "您好，报价单已发，含税，交期八周，有效期三十天。", "收到，价格偏高，能否与二期一起谈？"],
    ),
    ("验收时间", ["设备已安装完毕，建议下周三验收，请确认。", "可以，我们质量部两人参加。"]),
    ("付款安排", ["您好，第二笔款已到期，请协助安排。", "财务已提交，预计本周五到账。"]),
]
DAY = timedelta(days=1)


def make(world: World) -> None:
    for number, rep in enumerate(world.people["rep"][:3]):
        address = rep.email or f"{rep.username}@demo.example"
        box = Mailbox(name=f"{rep.name}的邮箱", owner=rep, address=address, host="imap.example.com", shows="subject" if number else "whole")
        box.keep("demo", box.host)
        box = records.create(box, by=rep)
        actions.pause(box, by=rep)
        count = sum(_exchange(box, contact, exchange, world) for contact, exchange in zip(_contacts(rep), EXCHANGES, strict=False))
        actions.note_round(box, Round(mailbox=box, begun_at=timezone.now() - DAY, seen_count=count + 31, filed_count=count, left_count=31))


def _contacts(rep: User) -> list[Contact]:
    """Some of hers, with the addresses that their letters come from."""
    found = list(Contact.objects.active().filter(account__owner=rep).select_related("account").order_by("pk")[: len(EXCHANGES)])
    for contact in found:
        if not contact.email:
            records.change(contact, {"email": f"{contact.account.number.lower()}.{contact.pk}@customers.example"}, by=rep)
    return found


def _exchange(box: Mailbox, contact: Contact, exchange: tuple[str, list[str]], world: World) -> int:
    """Question and answer, a day apart; the last came two days ago."""
    subject, texts = exchange
    begun = digest(f"{box.address} {subject}")
    customer, ours = (contact.name, contact.email.lower()), (box.owner.name, box.address.lower())
    first_is_ours = texts[0].startswith(("设备", "您好，第二"))
    for number, text in enumerate(texts):
        is_ours = (number % 2 == 0) == first_is_ours
        sender, receiver = (ours, customer) if is_ours else (customer, ours)
        name = f"<{begun[:20]}.{number}@demo.example>"
        head = Head(
            message_id=name,
            references=(f"<{begun[:20]}.0@demo.example>",) if number else (),
            sender=sender,
            to=(receiver,),
            cc=(),
            subject=subject if number == 0 else f"Re: {subject}",
            sent_at=timezone.now() - (len(texts) - number + 1) * DAY - timedelta(hours=world.rng.randint(1, 8)),
            key=digest(name),
        )
        match = Match(Found(contact.account, contact), Direction.OUT if is_ours else Direction.IN, box.owner)
        filing.file(head, Body(text), match, box, is_sent=is_ours)
    return len(texts)
