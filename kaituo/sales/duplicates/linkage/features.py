"""The columns that a profile compares, from the fields of a record. Pure."""

from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.kernel.company_names import fold, read_name
from kaituo.foundation.kernel.contact_points import numbers_in, region_of, tidy_email
from kaituo.foundation.kernel.credit_codes import is_credit_code, tidied

from .profile import Row

PROVIDERS = (
    "qq.com 163.com 126.com sina.com sina.cn sohu.com foxmail.com 139.com 189.cn yeah.net aliyun.com gmail.com outlook.com hotmail.com yahoo.com"
    " icloud.com live.com msn.com gmx.de web.de"
)
PUBLIC_MAIL = frozenset(PROVIDERS.split())
LONGEST_SHORT = 6
SHORTEST_CODE = 8
ENDS = 2
LONGEST_PLACE = 8


def of_account(name: str, tax_number: str, phone: str, email: str, country: str, city: str, address: str) -> Row:
    read, code, mail = read_name(name), tidied(tax_number), tidy_email(email)
    domain = mail.partition("@")[2]
    where = "".join(sign for sign in _without_place(fold(address), fold(city)) if sign.isalnum())
    return (
        read.full,
        read.core,
        read.place,
        sort_key(read.core).replace(" ", ""),
        ".*".join(read.core) + ".*" if 1 < len(read.core) <= LONGEST_SHORT else "$^",
        read.place + read.core[:ENDS] + read.core[-ENDS:] if len(read.core) > ENDS else "",
        read.is_branch,
        code if len(code) >= SHORTEST_CODE else "",
        is_credit_code(code),
        numbers_in(phone, region_of(country)),
        mail,
        "" if domain in PUBLIC_MAIL else domain,
        fold(city) + where if where else "",
    )


def _without_place(address: str, city: str) -> str:
    """Province and city stand before the street or not: "浙江省杭州市创新路1号" and "创新路1号" are one."""
    at = address.find(f"{city}市") if city else -1
    return address[at + len(city) + 1 :] if 0 <= at <= LONGEST_PLACE else address


def of_lead(name: str, person: str, phone: str, email: str, country: str, city: str) -> Row:
    """The company as of a customer, and who asked."""
    return (*of_account(name, "", phone, email, country, city, ""), fold(person).replace(" ", ""))


def of_contact(name: str, mobile: str, phone: str, email: str, account: int) -> Row:
    plain = fold(name).replace(" ", "")
    phones = list(dict.fromkeys([*numbers_in(mobile), *numbers_in(phone)]))
    return (plain, sort_key(plain).replace(" ", ""), str(account), phones, tidy_email(email), f"{account} {plain}")
