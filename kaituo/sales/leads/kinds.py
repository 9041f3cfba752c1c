"""By what leads are recognised, and what of a lead is known already: the same keys as everywhere."""

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.kernel.company_names import fold, read_name
from kaituo.foundation.kernel.contact_points import numbers_in, region_of, tidy_email
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.choices import Key, Mode
from kaituo.sales.duplicates.kinds import ACCOUNT, CONTACT
from kaituo.sales.duplicates.linkage import profiles
from kaituo.sales.duplicates.linkage.features import of_lead
from kaituo.sales.duplicates.recognition import known
from kaituo.sales.duplicates.shelf import Recognisable, Searched, Signs, register

from .models import Lead

COPIED = ("phone", "email", "website", "industry", "country", "division", "region", "city")
"""What a customer takes over from the lead."""


def signs_of_lead(lead: Lead) -> Signs:
    """A company by its name and place; somebody without a company by her own."""
    name = read_name(lead.name)
    sound = sort_key(name.core) or sort_key(fold(lead.person).replace(" ", ""))
    phones, email = numbers_in(lead.phone, region_of(lead.country)), tidy_email(lead.email)
    return [
        *([(Key.FULL_NAME, name.full)] if name.full else []),
        *((Key.NAME_PHONE, f"{sound} {phone}") for phone in phones if sound),
        *((Key.PHONE, phone) for phone in phones),
        *([(Key.EMAIL, email)] if email else []),
    ]


def account_of(lead: Lead) -> Account:
    """The customer that it would be. Unsaved."""
    return Account(name=lead.name or lead.person, **{name: getattr(lead, name) for name in COPIED})


def contact_of(lead: Lead) -> Contact:
    """The person at that customer. Unsaved."""
    return Contact(name=lead.person, title=lead.title, mobile=lead.phone, email=lead.email, wechat=lead.wechat)


def accounts_like(lead: Lead, by: User) -> list[int]:
    """The keys of customers with a sign of the lead that the person may see, the surest first."""
    return known(ACCOUNT, account_of(lead), by)


def contacts_like(lead: Lead, by: User) -> list[int]:
    return known(CONTACT, contact_of(lead), by)


LEAD = register(
    Recognisable(
        label="leads.Lead",
        fields=("name", "person", "phone", "email", "country"),
        signs=signs_of_lead,
        owner="owner",
        usual={Key.NAME_PHONE: Mode.WARN, Key.EMAIL: Mode.WARN, Key.FULL_NAME: Mode.ALLOW, Key.PHONE: Mode.ALLOW},
        searched=Searched(profiles.LEAD, ("name", "person", "phone", "email", "country", "city"), of_lead, among="open"),
    )
)
