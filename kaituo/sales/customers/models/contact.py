"""A person at an account."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records.models import Record

from ..choices import ContactRole


class Contact(Record):
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="contacts", verbose_name=_("Account"))
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=120, db_index=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    title = models.CharField(pgettext_lazy("job", "Position"), max_length=120, blank=True)
    role = models.CharField(_("Role in buying"), max_length=12, choices=ContactRole, default=ContactRole.OTHER)
    is_primary = models.BooleanField(_("Main contact"), default=False)
    phone = models.CharField(_("Phone"), max_length=40, blank=True, db_index=True)
    mobile = models.CharField(_("Mobile"), max_length=40, blank=True, db_index=True)
    email = models.EmailField(_("E-mail"), blank=True)
    wechat = models.CharField(_("WeChat"), max_length=60, blank=True)
    birthday = models.DateField(_("Birthday"), null=True, blank=True)
    notes = models.TextField(_("Notes"), blank=True)

    access = Access(via="account", sensitive=("phone", "mobile", "email"))

    class Meta:
        verbose_name = _("Contact")
        verbose_name_plural = _("Contacts")
        indexes = [models.Index(Lower("email"), name="contacts_by_email")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)
