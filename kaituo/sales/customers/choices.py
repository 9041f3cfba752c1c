"""The closed lists of customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountClass(models.TextChoices):
    A = "a", _("A: key account")
    B = "b", _("B: regular")
    C = "c", _("C: small")
    D = "d", _("D: occasional")


class AccountStatus(models.TextChoices):
    PROSPECT = "prospect", _("Prospect")
    CUSTOMER = "customer", _("Customer")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", pgettext_lazy("customer", "Lost")


STATUS_TONES = {"prospect": "info", "customer": "good", "dormant": "warn", "lost": "bad"}


class Industry(models.TextChoices):
    MANUFACTURING = "manufacturing", _("Manufacturing")
    TRADE = "trade", _("Wholesale and retail")
    CONSTRUCTION = "construction", _("Construction")
    IT = "it", _("Software and IT")
    FINANCE = "finance", _("Finance")
    HEALTH = "health", _("Health care")
    EDUCATION = "education", _("Education")
    LOGISTICS = "logistics", _("Transport and logistics")
    ENERGY = "energy", _("Energy and chemicals")
    FOOD = "food", _("Food and catering")
    PUBLIC = "public", _("Public sector")
    OTHER = "other", _("Other")


class ContactRole(models.TextChoices):
    DECIDES = "decides", _("Decision maker")
    INFLUENCES = "influences", _("Influencer")
    USES = "uses", _("User")
    BUYS = "buys", _("Purchasing")
    PAYS = "pays", _("Finance")
    OTHER = "other", _("Other")


class AddressKind(models.TextChoices):
    BILLING = "billing", _("Billing")
    DELIVERY = "delivery", _("Delivery")
    OFFICE = "office", pgettext_lazy("place", "Office")
