"""Blocks that the pages of administration add to the usual ones."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from kaituo.foundation.approvals import names
from kaituo.foundation.approvals.choices import RequestState
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.approvals.queries import entitlements
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import Role, User
from kaituo.foundation.screens.parts import Panel, Part
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.ui.formats import money, percent

from .rights import summary


class SignIn(Part):
    """How a person signs in, her roles, and the button that makes a one-time link."""

    template = "administration/parts/sign_in.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        today = timezone.localdate()
        roles = [(each, url_of(each), each.holds_on(today)) for each in row.role_assignments.select_related("role").order_by("-starts_on")]
        return {
            "roles": roles,
            "sessions": row.usersession_set.count(),
            "factors": row.authenticator_set.exclude(type="recovery_codes").count(),
            "may_invite": row.may_sign_in and may(user, "invite", row),
        }


class Rights(Part):
    """What a role may do, kind by kind."""

    template = "administration/parts/rights.html"

    def context(self, row: Role, user: User) -> dict | None:
        return {"lines": summary(row), "may_change": may(user, "change", row)}


class Asked(Part):
    """What an approval is about: the record, the numbers, what was decided so far."""

    template = "administration/parts/asked.html"

    def context(self, row: Request, user: User) -> dict | None:
        subject = row.subject
        is_seen = subject is not None and visible(user, type(subject)._default_manager.filter(pk=subject.pk)).exists()
        decisions = row.decisions.select_related("by", "acting_for")
        return {"subject": subject, "href": url_of(subject) if is_seen else "", "facts": told(row.facts), "decisions": list(decisions)}


def told(facts: dict[str, Any]) -> list[tuple[str, Any]]:
    """Shares as percent, amounts in their currency."""
    currency = facts.get("currency", "")
    return [(names.of_fact(fact), _written(fact, value, currency)) for fact, value in facts.items() if fact != "currency"]


def _written(fact: str, value: Any, currency: str) -> Any:
    try:
        number = Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        return value
    return percent(number) if fact.endswith("_rate") else money(number, currency) if currency else value


class AccountOfStaff(Panel):
    """On the page of a member of staff: whether she can sign in and as what, for those who see to it."""

    on = "people.Staff"
    is_beside = True
    template = "administration/parts/account.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        if row.user is None or not may(user, "view", row.user):
            return None
        held = row.user.role_assignments.on(timezone.localdate()).select_related("role")
        return {"person": row.user, "href": url_of(row.user), "roles": [each.role for each in held], "may_sign_in": row.user.has_usable_password()}


class ApprovalOfOrder(Panel):
    """What the order still waits for, and who is to decide it; an approval that was refused, until it is asked for again."""

    on, is_first = "orders.Order", True
    template = "administration/parts/approval.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        latest = {request.kind: request for request in Request.objects.of(row).select_related("asked_by").order_by("pk")}
        shown = {RequestState.WAITING, RequestState.REJECTED} if row.is_draft else {RequestState.WAITING}
        lines = [self.line(request, user) for request in latest.values() if request.is_active and request.state in shown]
        return {"lines": lines} if lines else None

    def line(self, request: Request, user: User) -> tuple[Request, list[str], str]:
        """The request, who is to decide it, and its address for those who may open it."""
        shares = entitlements().filter(record_id=request.pk).select_related("user") if request.is_waiting else []
        return request, list(dict.fromkeys(share.user.name for share in shares)), url_of(request) if may(user, "view", request) else ""
