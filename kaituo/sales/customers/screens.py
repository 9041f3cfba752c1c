"""The screens of customers."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import STATUS_TONES
from .divisions import DivisionFilter
from .models import Account, Address, Contact


class AccountScreen(Screen):
    model = Account
    group, icon, order = "sales", "building", 10
    pinned = 2
    quick = True
    table = Columns(
        "name",
        Badge("status", tones=STATUS_TONES),
        "account_class",
        "owner",
        "industry",
        "region",
        "city",
        "phone",
        Money("credit_limit"),
        hidden=("number", "country", Column("place", label=_("Division")), "tax_number", "parent", "created_at", "updated_at"),
    )
    filters = ("status", "account_class", "owner", "team", "industry", DivisionFilter("division"), "country", "tags")
    finds = ("name", "sort_key", "number", "phone", "tax_number")
    fields = (
        "number",
        "name",
        "parent",
        "owner",
        "status",
        "account_class",
        "industry",
        "country",
        "division",
        "region",
        "city",
        "address",
        "postal_code",
        "phone",
        "email",
        "website",
        "tax_number",
        "invoice_title",
        "bank",
        "bank_account",
        "currency",
        "credit_limit",
        "payment_days",
        "notes",
    )
    lines = (Lines(Address, ("kind", "country", "division", "region", "city", "line", "postal_code"), through="account"),)
    page = Page(
        Facts(
            "number",
            Badge("status", tones=STATUS_TONES),
            "account_class",
            "owner",
            "industry",
            "parent",
            "phone",
            "email",
            "website",
            "country",
            Column("place", label=_("Division")),
            "region",
            "city",
            "address",
            "tax_number",
            "invoice_title",
            "bank",
            "bank_account",
            Money("credit_limit"),
            "payment_days",
            "notes",
        ),
        Related("contacts", "name", "title", "role", "mobile", "email"),
        Related("branches", "name", "status", "owner", title=_("Branches")),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="number")
    buttons = (actions.transfer,)
    bulk = (actions.transfer, archive)
    inline = ("status", "account_class", "owner", "phone")


class ContactScreen(Screen):
    model = Contact
    group, icon, order = "sales", "address-book", 20
    quick = True
    table = Columns("name", "account", "title", "role", "mobile", "phone", "email", "is_primary", hidden=("wechat", "birthday", "account__owner"))
    filters = ("role", "account__owner", "is_primary")
    finds = ("name", "sort_key", "mobile", "phone", "email")
    fields = ("account", "name", "title", "role", "is_primary", "mobile", "phone", "email", "wechat", "birthday", "notes")
    page = Page(Facts("account", "title", "role", "is_primary", "mobile", "phone", "email", "wechat", "birthday", "notes"), beside=(Timeline(),))
    sheet = Sheet(key="name")
    bulk = (archive,)
    inline = ("title", "role", "mobile", "email")
