"""A mail server, customers with addresses, and boxes to be read."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from uuid import uuid4

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.integrations.email.looking import look
from kaituo.integrations.email.models import Mailbox
from kaituo.sales.customers.models import Account, Contact

from . import post_office
from .server import PASSWORD, dovecot

WANG = "wang@ruihe.example"
OURS = "alice@kaituo.example"


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
