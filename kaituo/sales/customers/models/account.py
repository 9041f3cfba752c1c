"""A company or person that buys, or may buy, from us."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records.numbering import next_number

from ..choices import AccountClass, AccountStatus, AddressKind, Industry
from ..queries import AccountQuerySet, EmailDomain
from .place import Placed


class Account(Placed):
    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    name = models.CharField(_("Name"), max_length=200, db_index=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="branches", verbose_name=_("Parent company"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("Responsible rep")
    )
    status = models.CharField(_("Status"), max_length=10, choices=AccountStatus, default=AccountStatus.PROSPECT)
    account_class = models.CharField(_("Class"), max_length=1, choices=AccountClass, default=AccountClass.C)
    industry = models.CharField(_("Industry"), max_length=20, choices=Industry, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True, db_index=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    tax_number = models.CharField(_("Tax number"), max_length=40, blank=True, db_index=True)
    invoice_title = models.CharField(_("Invoice title"), max_length=200, blank=True)
    bank = models.CharField(_("Bank"), max_length=120, blank=True)
    bank_account = models.CharField(_("Bank account"), max_length=60, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    credit_limit = models.DecimalField(
        _("Credit limit"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], help_text=_("Empty: no limit")
    )
    payment_days = models.PositiveSmallIntegerField(_("Days to pay"), default=30)
    notes = models.TextField(_("Notes"), blank=True)

    objects = AccountQuerySet.as_manager()
    access = Access(owner="owner", sensitive=("credit_limit", "bank_account", "phone", "email"))

    class Meta:
        verbose_name = _("Account")
        verbose_name_plural = _("Accounts")
        indexes = [
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["status", "id"]),
            models.Index(fields=["account_class", "id"]),
            models.Index(fields=["created_at", "id"]),
            models.Index(Lower("email"), name="accounts_by_email"),
            models.Index(EmailDomain("email"), name="accounts_by_email_domain"),
        ]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        super().prepare()
        self.sort_key = sort_key(self.name)
        self.number = self.number or next_number("C-")

    def clean(self) -> None:
        super().clean()
        if self.parent_id and self.pk in self._line_of_parents():
            raise ValidationError({"parent": _("A company cannot stand above itself.")})

    def _line_of_parents(self) -> set[int]:
        found: set[int] = set()
        above = self.parent
        while above is not None and above.pk not in found:
            found.add(above.pk)
            above = above.parent
        return found


class Address(Placed):
    """Where an account is billed, delivered to or visited."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="addresses", verbose_name=_("Account"))
    kind = models.CharField(_("Kind"), max_length=10, choices=AddressKind, default=AddressKind.DELIVERY)
    line = models.CharField(_("Address"), max_length=300)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)

    access = Access(via="account")

    class Meta:
        verbose_name = _("Address")
        verbose_name_plural = _("Addresses")

    def __str__(self) -> str:
        return " ".join(part for part in (self.region, self.city, self.line) if part)
