"""Whom a letter concerns: a contact with its address, an account or an open lead with it, or the one account of its company's domain."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.db.models.functions import Lower

from kaituo.foundation.identity.models import User
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.customers.queries import EmailDomain
from kaituo.sales.leads.models import Lead
from kaituo.sales.pipeline.models import Opportunity

from .choices import Direction, Kind
from .models import Mailbox
from .reading import Head

PROVIDERS = Path(__file__).parent / "data" / "public_providers.txt"


@dataclass(frozen=True)
class Found:
    """A customer, or a lead that is none yet."""

    account: Account | None
    contact: Contact | None = None
    lead: Lead | None = None

    @property
    def about(self) -> Account | Lead:
        return self.account or self.lead


@dataclass(frozen=True)
class Match:
    """What is certain of a letter."""

    found: Found
    direction: Direction
    person: User


@cache
def public_providers() -> frozenset[str]:
    return frozenset(line.strip() for line in PROVIDERS.read_text().splitlines() if line.strip() and not line.startswith("#"))


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


class AddressBook:
    """Ours and the customers', read once for a portion of letters."""

    def __init__(self, addresses: Iterable[str]) -> None:
        asked = {each.lower() for each in addresses}
        self.domains = _own_domains()
        self.ours = _ours(asked)
        strangers = {each for each in asked if not self.is_ours(each)}
        self.found = _known(strangers)

    def is_ours(self, address: str) -> bool:
        return address in self.ours or domain_of(address) in self.domains

    def match(self, head: Head, box: Mailbox, *, is_sent: bool) -> Match | None:
        """None: it concerns no customer, or not certainly which."""
        sender = head.sender[1]
        is_ours = is_sent or self.is_ours(sender)
        if box.kind == Kind.DROP and sender not in self.ours:
            return None
        asked = [address for _name, address in head.receivers] if is_ours else [sender]
        found = [self.found[address] for address in asked if address in self.found]
        if not found or len({each.about for each in found}) > 1:
            return None
        person = self.ours.get(sender) if is_ours else self._received_by(head)
        return Match(found[0], Direction.OUT if is_ours else Direction.IN, person or box.owner)

    def _received_by(self, head: Head) -> User | None:
        return next((self.ours[address] for _name, address in head.receivers if self.ours.get(address)), None)


def certain_deal(found: Found) -> Opportunity | None:
    """The one that is open with the account, if there is just one."""
    if found.account is None:
        return None
    deals = list(Opportunity.objects.active().open().filter(account=found.account)[:2])
    return deals[0] if len(deals) == 1 else None


def _ours(addresses: set[str]) -> dict[str, User]:
    """{address of ours: whose it is}."""
    people = User.objects.people().filter(is_active=True).annotate(small=Lower("email")).filter(small__in=addresses)
    boxes = Mailbox.objects.active().annotate(small=Lower("address")).filter(small__in=addresses).select_related("owner")
    return {box.small: box.owner for box in boxes} | {person.small: person for person in people}


def _own_domains() -> frozenset[str]:
    addresses = [*User.objects.people().exclude(email="").values_list("email", flat=True), *Mailbox.objects.values_list("address", flat=True)]
    return frozenset(map(domain_of, addresses)) - public_providers()


def _known(addresses: set[str]) -> dict[str, Found]:
    """Those that belong to exactly one account, or else to exactly one open lead."""
    candidates: dict[str, dict[int, Found]] = defaultdict(dict)
    for account in _having(Account.objects.active(), addresses):
        candidates[account.small][account.pk] = Found(account)
    for contact in _having(Contact.objects.active(), addresses).select_related("account").order_by("-is_primary", "pk"):
        at = candidates[contact.small]
        if contact.account_id not in at or at[contact.account_id].contact is None:
            at[contact.account_id] = Found(contact.account, contact)
    for lead in _having(Lead.objects.open(), addresses - set(candidates)):
        candidates[lead.small][lead.pk] = Found(None, lead=lead)
    others = addresses - set(candidates)
    companies = _by_domain(others)
    candidates |= {address: companies.get(domain_of(address), {}) for address in others}
    return {address: next(iter(found.values())) for address, found in candidates.items() if len(found) == 1}


def _having(rows: QuerySet, addresses: set[str]) -> QuerySet:
    """Found by the index over the small address, which this expression must match."""
    return rows.annotate(small=Lower("email")).filter(small__in=addresses)


def _by_domain(addresses: set[str]) -> dict[str, dict[int, Found]]:
    domains = {domain_of(address) for address in addresses} - public_providers()
    found: dict[str, dict[int, Found]] = defaultdict(dict)
    for account in Account.objects.active().annotate(domain=EmailDomain("email")).filter(domain__in=domains) if domains else ():
        found[account.domain][account.pk] = Found(account)
    return found
