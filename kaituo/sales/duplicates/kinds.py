"""By what accounts and contacts are recognised."""

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.kernel.company_names import fold, read_name
from kaituo.foundation.kernel.contact_points import numbers_in, region_of, tidy_email
from kaituo.foundation.kernel.credit_codes import tidied
from kaituo.sales.customers import actions as customers
from kaituo.sales.customers.models import Account, Contact

from .choices import Key, Mode
from .linkage import profiles
from .linkage.features import of_account, of_contact
from .shelf import Recognisable, Searched, Signs, register

SHORTEST_NUMBER = 8
"""A tax number of fewer signs is no number: people write "none" or "-"."""


def signs_of_account(account: Account) -> Signs:
    name, code = read_name(account.name), tidied(account.tax_number)
    phones = numbers_in(account.phone, region_of(account.country))
    sound = sort_key(name.core)
    email = tidy_email(account.email)
    return [
        *([(Key.CREDIT_CODE, code)] if len(code) >= SHORTEST_NUMBER else []),
        *([(Key.FULL_NAME, name.full)] if name.full else []),
        *((Key.NAME_PHONE, f"{sound} {phone}") for phone in phones if sound),
        *((Key.PHONE, phone) for phone in phones),
        *([(Key.EMAIL, email)] if email else []),
    ]


def signs_of_contact(contact: Contact) -> Signs:
    phones = dict.fromkeys([*numbers_in(contact.mobile), *numbers_in(contact.phone)])
    name, email = sort_key(fold(contact.name).replace(" ", "")), tidy_email(contact.email)
    return [
        *((Key.NAME_PHONE, f"{name} {phone}") for phone in phones if name),
        *((Key.PHONE, phone) for phone in phones),
        *([(Key.EMAIL, email)] if email else []),
    ]


def _transfer(account: Account, to: User, by: User) -> None:
    customers.transfer(account, by=by, to=to)


ACCOUNT = register(
    Recognisable(
        label="customers.Account",
        fields=("name", "tax_number", "phone", "email", "country"),
        signs=signs_of_account,
        owner="owner",
        usual={Key.CREDIT_CODE: Mode.BLOCK, Key.NAME_PHONE: Mode.WARN, Key.FULL_NAME: Mode.WARN, Key.EMAIL: Mode.WARN, Key.PHONE: Mode.WARN},
        give=_transfer,
        searched=Searched(profiles.ACCOUNT, ("name", "tax_number", "phone", "email", "country", "city", "address"), of_account),
    )
)
CONTACT = register(
    Recognisable(
        label="customers.Contact",
        fields=("name", "mobile", "phone", "email"),
        signs=signs_of_contact,
        owner="account__owner",
        usual={Key.NAME_PHONE: Mode.WARN, Key.EMAIL: Mode.ALLOW, Key.PHONE: Mode.ALLOW},
        searched=Searched(profiles.CONTACT, ("name", "mobile", "phone", "email", "account_id"), of_contact),
    )
)
