"""A mail server, customers with addresses, and boxes to be read."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from uuid import uuid4

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.integrations.email import filing
from kaituo.integrations.email.choices import Direction
from kaituo.integrations.email.looking import look
from kaituo.integrations.email.matching import Found, Match
from kaituo.integrations.email.models import Letter, Mailbox
from kaituo.integrations.email.reading import Body, Head, digest
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.segments.models import ServicePolicy

from . import post_office
from .server import PASSWORD, dovecot

WANG = "wang@ruihe.example"
OURS = "alice@kaituo.example"
MONDAY = timezone.make_aware(datetime(2026, 3, 2, 10))


@pytest.fixture(scope="session")
def server():
    with dovecot() as started:
        yield started


@pytest.fixture
def private(settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = True


@pytest.fixture
def customer(cast, alice, bob, charlie, ada):
    """Ruihe of Alice's, where Wang buys."""
    for person in (alice, bob, charlie):
        person.email = f"{person.username}@kaituo.example"
        person.save()
    account = records.create(Account(name="瑞和机械", owner=alice, email="office@ruihe.example"), by=alice)
    records.create(Contact(account=account, name="王磊", email="Wang@Ruihe.example", is_primary=True), by=alice)
    return account


@pytest.fixture
def box(server, private, customer):
    """A mailbox of the person's, on the server, with a name of its own there."""

    def connected(owner, **fields):
        user = f"{owner.username}.{uuid4().hex}"
        address = fields.pop("address", owner.email)
        row = Mailbox(name=f"{owner}'s box", owner=owner, address=address, host="127.0.0.1", port=server.port, security="none", user=user, **fields)
        row.reads_from = timezone.localdate() - timedelta(days=3)
        row.keep(PASSWORD, row.host)
        return records.create(row, by=owner)

    return connected


@pytest.fixture
def office(private):
    """Where letters are handed in."""
    found, desk = post_office.opened()
    yield found
    desk.stop()


@pytest.fixture
def sending(office, box):
    """A person's box from which letters can be sent."""

    def connected(owner, **fields):
        row = box(owner, **fields)
        row.smtp_host, row.smtp_security, row.smtp_port = "127.0.0.1", "none", office.port
        row.keep_for_sending(post_office.PASSWORD, row.smtp_host)
        row.save()
        return row

    return connected


@pytest.fixture
def put(server):
    """Lay letters into a box, and look."""

    def laid(box, *letters, folder="INBOX"):
        server.put(box.user, *[bytes(each) for each in letters], folder=folder)
        return look(box)

    return laid


def letter(sender=WANG, to=OURS, subject="Price of the line", text="Please send your offer.", **headers) -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = sender, to, subject
    found["Date"], found["Message-ID"] = format_datetime(timezone.now()), headers.pop("message_id", make_msgid(domain="ruihe.example"))
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    found.set_content(text)
    return found


@pytest.fixture
def policy(ada):
    return records.create(ServicePolicy(account_class="a", contact_days=14, response_hours=4), by=ada)


@pytest.fixture
def wrote(customer, alice, ada, policy):
    """A letter from the customer is filed."""
    records.change(customer, {"account_class": "a"}, by=ada)
    row = Mailbox(name="Alice's box", owner=alice, address=alice.email, host="imap.example.com")
    row.keep("secret", row.host)
    box = records.create(row, by=alice)

    def filed(at=MONDAY, name="<1@ruihe.example>"):
        head = Head(name, (), ("王磊", "wang@ruihe.example"), (("Alice", alice.email),), (), "Price", at, digest(name))
        with clock.at(at):
            filing.file(head, Body("Please send your offer."), Match(Found(customer, None), Direction.IN, alice), box, is_sent=False)
        return Letter.objects.get(key=digest(name))

    return filed
