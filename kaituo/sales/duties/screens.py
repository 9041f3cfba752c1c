"""The screens of duties: those on customers, those on deals, and the kinds there are."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Columns, Share
from kaituo.foundation.screens.parts import Facts, Page, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions, parts
from .models import AccountDuty, DealDuty, DutyRole

__all__ = ["parts"]
REST = ("role", "person", Share("share"), "starts_on", "ends_on", "note")
ASKED = ("role", "person", "starts_on", "ends_on", "note")


class DutyRoleScreen(Screen):
    model = DutyRole
    slug = "duty-roles"
    table = Columns("name", "right", "shares_credit", "position")
    sort = "position"
    fields = ("name", "right", "shares_credit", "position")
    page = Page(Facts("right", "shares_credit", "position"), beside=(Timeline(),))
    bulk = (archive,)
    teaches = _("Helps, specialist, service: name what people do beside the responsible rep, what that opens, and whether it shares in the credit.")


class AccountDutyScreen(Screen):
    model = AccountDuty
    slug = "account-duties"
    group, icon, order = "sales", "users", 24
    table = Columns("account", *REST)
    filters = ("account", "person", "role", "starts_on")
    finds = ("account__name", "account__sort_key", "person__name")
    sort = "-starts_on"
    fields = ("account", *ASKED)
    page = Page(Facts("account", *REST), beside=(Timeline(),))
    buttons = (actions.share_account, actions.end_on_account)
    bulk = (actions.end_on_account,)
    teaches = _("Who helps on a customer beside the responsible rep. Orders share their credit by it.")


class DealDutyScreen(Screen):
    model = DealDuty
    slug = "deal-duties"
    table = Columns("opportunity", *REST)
    filters = ("opportunity", "person", "role", "starts_on")
    finds = ("opportunity__name", "person__name")
    sort = "-starts_on"
    fields = ("opportunity", *ASKED)
    page = Page(Facts("opportunity", *REST), beside=(Timeline(),))
    buttons = (actions.share_deal, actions.end_on_deal)
    bulk = (actions.end_on_deal,)


def names_duties(user: User) -> bool:
    return may(user, "change", DutyRole)


register(MenuItem("office", _("Kinds of duties"), "duties-dutyrole-list", "users", 66, names_duties))
