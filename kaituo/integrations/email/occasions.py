"""What a letter is written about and to whom: from the page of a customer, a contact, a deal or a lead, or in answer to a letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import readable, visible
from kaituo.foundation.identity.models import User
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.leads.models import Lead
from kaituo.sales.pipeline.models import Opportunity

from .choices import Direction
from .matching import AddressBook, Found, certain_deal
from .models import Letter, Wording
from .reading import Address

MODELS = {model._meta.label: model for model in (Account, Contact, Opportunity, Lead)}
MOST_PEOPLE = 50


@dataclass(frozen=True)
class Addressee:
    """Somebody who can be written to. Whoever may not read the address writes to the person all the same."""

    key: str
    name: str
    address: str
    says_address: bool = True
    is_first: bool = False
    contact: Contact | None = None

    @property
    def label(self) -> str:
        return f"{self.name} · {self.address}" if self.says_address and self.name != self.address else self.name

    @property
    def named(self) -> Address:
        return self.name if self.name != self.address else "", self.address.lower()


@dataclass(frozen=True)
class Occasion:
    account: Account | None = None
    opportunity: Opportunity | None = None
    lead: Lead | None = None
    answers: Letter | None = None
    people: list[Addressee] = field(default_factory=list)

    @property
    def about(self) -> Account | Lead:
        return self.account or self.lead

    @property
    def subject(self) -> str:
        if self.answers is None:
            return ""
        said = self.answers.subject
        return said if said[:3].lower() in {"re:", "re："} or said.startswith(("回复", "答复")) else f"Re: {said}"[:300]

    @property
    def deal(self) -> Opportunity | None:
        return self.opportunity or (certain_deal(Found(self.account)) if self.account else None)


def about(row: Model, user: User) -> Occasion:
    """The row is one of MODELS that she may change."""
    match row:
        case Lead():
            return Occasion(lead=row, people=list(_of_lead(row, user)))
        case Contact():
            return Occasion(account=row.account, people=list(_of_account(row.account, user, first=row)))
        case Opportunity():
            return Occasion(account=row.account, opportunity=row, people=list(_of_account(row.account, user)))
    return Occasion(account=row, people=list(_of_account(row, user)))


def answering(letter: Letter, user: User) -> Occasion:
    """To whoever wrote it; or once more to those it was written to. The others who take part can be ticked."""
    people = list(_of_account(letter.account, user) if letter.account_id else _of_lead(letter.lead, user))
    own = {address for _name, address in _parties(letter, user)}
    first = {letter.sender} if letter.direction == Direction.IN else {address for _name, address in letter.to}
    known = {each.address.lower(): each for each in people}
    parties = [_party(number, who, known, first) for number, who in enumerate(_parties(letter, user))]
    others = [
        Addressee(each.key, each.name, each.address, each.says_address, False, each.contact) for each in people if each.address.lower() not in own
    ]
    return Occasion(letter.account, letter.opportunity, letter.lead, letter, [*parties, *others])


def quoted(letter: Letter, user: User) -> str:
    """What was written, line by line, if she may read it."""
    wording = visible(user, Wording.objects.filter(letter=letter)).first()
    if wording is None or not wording.text:
        return ""
    head = _("%(who)s wrote:") % {"who": letter.sender_name or letter.sender}
    return f"{head}\n" + "\n".join(f"> {line}" for line in wording.text.splitlines())


def thread_of(letter: Letter) -> list[str]:
    """The numbers that hold an answer in the exchange: that of its first letter, those its letters name, its own."""
    first = Letter.objects.filter(key=letter.thread).values_list("message_id", flat=True).first()
    return [each for each in dict.fromkeys([first, *letter.references, letter.message_id]) if each]


def _parties(letter: Letter, user: User) -> list[Address]:
    """All who took part but ourselves, the sender first."""
    all_of_them = dict.fromkeys((address, name) for name, address in [(letter.sender_name, letter.sender), *letter.to, *letter.cc] if address)
    book = AddressBook(address for address, _name in all_of_them)
    own = (user.email or "").lower()
    return [(name, address) for address, name in all_of_them if address != own and not book.is_ours(address)]


def _party(number: int, who: Address, known: dict[str, Addressee], first: set[str]) -> Addressee:
    name, address = who
    found = known.get(address)
    if found is None:
        return Addressee(f"party-{number}", name or address, address, not name, address in first)
    return Addressee(found.key, found.name, found.address, found.says_address, address in first, found.contact)


def _of_account(account: Account, user: User, first: Contact | None = None) -> Iterator[Addressee]:
    """Its people, the main one first, and its own address; the one to begin with is chosen beforehand."""
    says = bool(readable(user, Contact, ["email"]))
    contacts = visible(user, Contact.objects.active().filter(account=account).exclude(email="")).order_by("-is_primary", "pk")[:MOST_PEOPLE]
    found = sorted(contacts, key=lambda each: each != first)
    for number, each in enumerate(found):
        yield Addressee(f"contact-{each.pk}", each.name, each.email, says, number == 0 and first in {None, each}, each)
    if account.email and account.email.lower() not in {each.email.lower() for each in found}:
        says = bool(readable(user, Account, ["email"]))
        yield Addressee(f"account-{account.pk}", account.name, account.email, says, not found)


def _of_lead(lead: Lead, user: User) -> Iterator[Addressee]:
    if lead.email:
        yield Addressee(f"lead-{lead.pk}", lead.person or lead.name, lead.email, bool(readable(user, Lead, ["email"])), True)
