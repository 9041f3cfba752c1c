"""What of a lead is known already, among the customers that the person may see."""

import re

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.sales.customers.models import Account, Contact

from .models import Lead

SUFFIX = re.compile(r"(股份有限公司|有限责任公司|集团有限公司|有限公司|集团|公司|,? *(inc|ltd|llc|gmbh|co)\.?)$", re.IGNORECASE)
FEW = 20


def core_of(name: str) -> str:
    """A company's name without its legal form."""
    return SUFFIX.sub("", name.strip()).strip()


def accounts_like(lead: Lead, by: User) -> QuerySet[Account]:
    """Of the same name, telephone number or e-mail address, the likeliest first."""
    core = core_of(lead.name)
    same_name = Q(name__iexact=lead.name) if lead.name else Q(pk__in=[])
    alike = Q(name__istartswith=core) if len(core) > 1 else Q(pk__in=[])
    reached = _reached(lead, ("phone",))
    rank = Case(When(same_name, then=Value(0)), When(reached, then=Value(1)), default=Value(2), output_field=IntegerField())
    found = visible(by, Account.objects.active()).filter(same_name | alike | reached)
    return _first(found.annotate(rank=rank).order_by("rank", "pk"))


def contacts_like(lead: Lead, by: User) -> QuerySet[Contact]:
    """People with the same number or address."""
    found = visible(by, Contact.objects.active()).filter(_reached(lead, ("phone", "mobile"))).select_related("account")
    return _first(found.order_by("pk"))


def _first(rows: QuerySet) -> QuerySet:
    """The first few, still a queryset that a form may look one up in."""
    keys = list(rows.values_list("pk", flat=True)[:FEW])
    return rows.filter(pk__in=keys)


def _reached(lead: Lead, numbers: tuple[str, ...]) -> Q:
    condition = Q(pk__in=[])
    if lead.email:
        condition |= Q(email__iexact=lead.email)
    for name in numbers:
        condition |= Q(**{name: lead.phone}) if lead.phone else Q(pk__in=[])
    return condition
