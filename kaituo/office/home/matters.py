"""Which records of each area are matters for today, and what is said of them."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kaituo.field.activities.models import FollowUp
from kaituo.field.activities.steps import log_step
from kaituo.field.visits.models import Visit
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.agenda import Matter, Reason, Step, source, verb_step
from kaituo.foundation.ui.formats import day, instant
from kaituo.sales.leads.models import Lead
from kaituo.sales.orders.models import Order, Quote
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.receivables.models import Invoice
from kaituo.sales.segments.models import Worth
from kaituo.team.allocation.models import Ownership

from . import queries

LONG_OVERDUE = 60
NEAR = 2


def planned(user: User, owners: list[int], today: date) -> QuerySet[FollowUp]:
    rows = visible(user, FollowUp.objects.due(today)).filter(owner__in=owners)
    return rows.select_related("account", "owner", "contact").order_by("due_on", "at", "pk")


def of_plan(row: FollowUp, today: date) -> Matter:
    late = (today - row.due_on).days
    text = ngettext("%(num)s day late", "%(num)s days late", late) % {"num": late} if late else _("Today")
    hour = f"{row.at:%H:%M} " if row.at else ""
    about = " · ".join(part for part in (row.get_kind_display(), row.what, str(row.contact or "")) if part)
    steps = (verb_step(row, "complete"), verb_step(row, "postpone"))
    return Matter(row, str(row.account), f"{hour}{about}", (Reason(text, "bad" if late else "warn"),), row.due_on, row.owner, steps=steps)


def unanswered(user: User, owners: list[int], today: date) -> QuerySet[Lead]:
    """Leads from outside that nobody has answered yet."""
    return visible(user, Lead.objects.waiting()).filter(owner__in=owners).select_related("owner").order_by("answer_due_at", "pk")


def of_unanswered(lead: Lead, today: date) -> Matter:
    is_late = lead.answer_due_at <= timezone.now()
    at = instant(lead.answer_due_at)
    reason = Reason(_("answer was due %(at)s") % {"at": at} if is_late else _("answer by %(at)s") % {"at": at}, "bad" if is_late else "warn")
    about = " · ".join(part for part in (lead.person, lead.get_source_display(), lead.need.splitlines()[0][:80] if lead.need else "") if part)
    due_on = timezone.localdate(lead.answer_due_at)
    return Matter(lead, str(lead), about, (reason,), due_on, lead.owner, steps=(verb_step(lead, "follow_up"),))


def deals(user: User, owners: list[int], today: date) -> QuerySet[Opportunity]:
    return queries.needing_care(user, owners, timezone.now(), today)


def of_deal(deal: Opportunity, today: date) -> Matter:
    reasons = []
    if deal.expected_on < today:
        reasons.append(Reason(_("due %(day)s") % {"day": day(deal.expected_on, "short")}, "bad"))
    if deal.is_stale():
        reasons.append(
            Reason(ngettext("%(num)s day in this stage", "%(num)s days in this stage", deal.days_in_stage()) % {"num": deal.days_in_stage()}, "warn")
        )
    if not deal.next_step:
        reasons.append(Reason(_("no next step"), "neutral"))
    about = f"{deal.account} · {deal.stage}"
    steps = (log_step(deal.account_id, deal.pk), verb_step(deal, "advance"))
    return Matter(deal, deal.name, about, tuple(reasons), deal.expected_on, deal.owner, deal.amount, deal.currency, steps)


def of_quote(quote: Quote, today: date) -> Matter:
    left = (quote.valid_until_on - today).days
    reason = Reason(_("until %(day)s") % {"day": day(quote.valid_until_on, "short")}, "bad" if left < 0 else "warn")
    steps = (log_step(quote.account_id),)
    return Matter(quote, str(quote.account), quote.number, (reason,), quote.valid_until_on, quote.owner, quote.net_amount, quote.currency, steps)


def of_invoice(invoice: Invoice, today: date) -> Matter:
    late = (today - invoice.due_on).days
    reason = Reason(ngettext("%(num)s day overdue", "%(num)s days overdue", late) % {"num": late}, "bad" if late > LONG_OVERDUE else "warn")
    steps = (log_step(invoice.account_id),)
    return Matter(
        invoice, str(invoice.account), invoice.number, (reason,), invoice.due_on, invoice.owner, invoice.open_amount, invoice.currency, steps
    )


def of_order(order: Order, today: date) -> Matter:
    about = " · ".join(part for part in (order.number, order.reason) if part)
    reason = Reason(order.get_status_display(), "bad" if order.status == "disputed" else "warn")
    steps = (log_step(order.account_id),)
    return Matter(order, str(order.account), about, (reason,), order.ordered_on, order.owner, order.net_amount, order.currency, steps)


def dropping(user: User, owners: list[int], today: date) -> QuerySet[Ownership]:
    """Held customers that fall back into their pool within a week."""
    rows = visible(user, Ownership.objects.held()).filter(owner__in=owners, recycle_on__lte=today + queries.SOON)
    return rows.select_related("account", "owner", "pool").order_by("recycle_on", "pk")


def of_dropping(row: Ownership, today: date) -> Matter:
    text = _("drops on %(day)s") % {"day": day(row.recycle_on, "short")}
    is_near = (row.recycle_on - today).days <= NEAR
    steps = (log_step(row.account_id),)
    return Matter(row.account, str(row.account), row.reason, (Reason(text, "bad" if is_near else "warn"),), row.recycle_on, row.owner, steps=steps)


def silent(user: User, owners: list[int], today: date) -> QuerySet[Worth]:
    """Customers whose class promises a contact that is due."""
    rows = visible(user, Worth.objects.filter(contact_due_on__lte=today, account__owner__in=owners, account__archived_at=None))
    return rows.select_related("account__owner").order_by("account__account_class", "contact_due_on", "pk")


def of_silent(row: Worth, today: date) -> Matter:
    days = (today - row.contact_due_on).days
    text = ngettext("contact %(num)s day overdue", "contact %(num)s days overdue", days) % {"num": days} if days else _("contact due today")
    about = row.account.get_account_class_display()
    return Matter(
        row.account, str(row.account), about, (Reason(text, "warn"),), row.contact_due_on, row.account.owner, steps=(log_step(row.account_id),)
    )


def visits(user: User, owners: list[int], today: date) -> QuerySet[Visit]:
    """Planned for today, and those under way that nobody has left yet."""
    rows = visible(user, Visit.objects.open()).filter(owner__in=owners, planned_on__lte=today)
    return rows.select_related("account", "owner", "visit_type").order_by("planned_on", "position", "at", "pk")


def of_visit(visit: Visit, today: date) -> Matter:
    late = (today - visit.planned_on).days
    text = ngettext("%(num)s day late", "%(num)s days late", late) % {"num": late} if late else visit.get_state_display()
    about = " · ".join(part for part in (f"{visit.at:%H:%M}" if visit.at else "", str(visit.visit_type), visit.what) if part)
    return Matter(visit, str(visit.account), about, (Reason(text, "bad" if late else "info"),), visit.planned_on, visit.owner, steps=_moves(visit))


def _moves(visit: Visit) -> tuple[Step, ...]:
    return (verb_step(visit, "move"), verb_step(visit, "cancel")) if visit.is_planned else ()


def to_judge(user: User, owners: list[int], today: date) -> QuerySet[Visit]:
    """What others' visits wait for: her own are not hers to judge."""
    rows = visible(user, Visit.objects.waiting(), "judge").filter(owner__in=owners).exclude(owner=user)
    return rows.select_related("account", "owner").order_by("planned_on", "pk")


def of_judging(visit: Visit, today: date) -> Matter:
    steps = (verb_step(visit, "accept"), verb_step(visit, "refuse"))
    return Matter(visit, str(visit.account), visit.summary, (Reason(visit.noticed(), "warn"),), visit.planned_on, visit.owner, steps=steps)


source("plans", gettext_lazy("Follow-ups"), "phone", rows=planned, matter=of_plan, list_url="activities-followup-list")
source("answers", gettext_lazy("Leads to answer"), "user-search", rows=unanswered, matter=of_unanswered, list_url="leads-lead-list")
source("visits", gettext_lazy("Visits"), "map-pin", rows=visits, matter=of_visit, list_url="visits-visit-list")
source("judging", gettext_lazy("Visits to judge"), "gavel", rows=to_judge, matter=of_judging, list_url="visits-visit-list")
source("dropping", gettext_lazy("About to drop"), "pool", rows=dropping, matter=of_dropping, list_url="allocation-ownership-list")
source("silent", gettext_lazy("Due for contact"), "clock", rows=silent, matter=of_silent, list_url="segments-worth-list")
source("deals", gettext_lazy("Deals"), "target-arrow", rows=deals, matter=of_deal, list_url="pipeline-opportunity-list")
source("payments", gettext_lazy("Overdue payments"), "cash", rows=queries.overdue, matter=of_invoice, list_url="receivables-invoice-list")
source("quotes", gettext_lazy("Expiring quotes"), "file-description", rows=queries.expiring, matter=of_quote, list_url="orders-quote-list")
source(
    "orders",
    gettext_lazy("Stopped orders"),
    "shopping-cart",
    rows=lambda user, owners, today: queries.stopped(user, owners),
    matter=of_order,
    list_url="orders-order-list",
)
