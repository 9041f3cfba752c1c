"""The verbs of leads: capture, follow-up, qualification, and the step that makes a customer of one."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.refusals import Doubtful, Refused
from kaituo.foundation.records.verbs import action
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.pipeline.models import Opportunity, Pipeline

from . import events
from .choices import EntryPath, LeadStatus
from .forms import ConvertForm, DisqualifyForm, FollowUpForm, HandForm
from .kinds import account_of, contact_of
from .models import Lead


@transaction.atomic
def capture(lead: Lead, *, by: User, path: str) -> Lead:
    """A lead comes in from outside: a web form, a letter. One like others is let in and noted; raises Doubtful where a rule keeps it out, and ValidationError."""
    lead.path = EntryPath(path)
    with entering(Door.PUBLIC, accepts_doubts=True):
        return records.create(lead, by=by, says=events.LEAD_CAPTURED)


@action(label=gettext_lazy("Follow up"), says=events.LEAD_FOLLOWED_UP, form=FollowUpForm, when="is_open", icon="phone")
def follow_up(lead: Lead, *, by: User, note: str, follow_up_on: date | None = None) -> None:
    if follow_up_on is not None and follow_up_on < clock.today():
        raise Refused(_("This day has passed."), field="follow_up_on")
    _answer(lead)
    lead.followed_up_on, lead.follow_up_on = clock.today(), follow_up_on
    lead.status = LeadStatus.WORKING if lead.status == LeadStatus.NEW else lead.status
    lead.save()


@action(label=gettext_lazy("Qualify"), says=events.LEAD_QUALIFIED, when="is_unqualified", icon="check")
def qualify(lead: Lead, *, by: User) -> None:
    """The need is real and worth an offer."""
    _answer(lead)
    lead.status = LeadStatus.QUALIFIED
    lead.save()


@action(label=gettext_lazy("Disqualify"), says=events.LEAD_DISQUALIFIED, form=DisqualifyForm, when="is_open", icon="x", danger=True)
def disqualify(lead: Lead, *, by: User, reason: str) -> None:
    _answer(lead)
    lead.status, lead.reason, lead.follow_up_on = LeadStatus.DISQUALIFIED, reason, None
    lead.save()


@action(label=gettext_lazy("Open again"), says=events.LEAD_REOPENED, when="is_disqualified", icon="arrow-back-up")
def reopen(lead: Lead, *, by: User) -> None:
    lead.status, lead.reason = LeadStatus.WORKING, ""
    lead.save()


@action(label=pgettext_lazy("lead", "Hand over"), says=events.LEAD_REASSIGNED, form=HandForm, when="is_open", icon="arrows-exchange")
def reassign(lead: Lead, *, by: User, to: User) -> None:
    """Make another person responsible; score, status and history stay."""
    if lead.owner_id == to.pk:
        raise Refused(_("%(person)s is responsible for %(record)s already.") % {"person": to, "record": lead}, field="to")
    lead.owner = to
    lead.save(update_fields=["owner"])


@action(label=gettext_lazy("Convert"), says=events.LEAD_CONVERTED, form=ConvertForm, when="is_open", icon="user-check")
def convert(
    lead: Lead,
    *,
    by: User,
    account: Account | None = None,
    contact: Contact | None = None,
    is_different: bool = False,
    with_deal: bool = True,
    deal_name: str = "",
    pipeline: Pipeline | None = None,
    amount: Decimal | None = None,
    expected_on: date | None = None,
) -> None:
    """Customer, contact and deal in one step, those that exist re-used. The lead stays, with its history, and is shown on the customer's page."""
    account = account or (contact.account if contact else None) or _new_account(lead, by, is_different)
    contact = contact or (_new_contact(lead, account, by) if lead.person else None)
    deal = _new_deal(lead, account, contact, by, deal_name, pipeline, amount, expected_on) if with_deal else None
    _answer(lead)
    lead.account, lead.contact, lead.opportunity = account, contact, deal
    lead.status, lead.converted_on, lead.follow_up_on = LeadStatus.CONVERTED, clock.today(), None
    lead.save()


def _answer(lead: Lead) -> None:
    """The first that is done with it. Unsaved."""
    lead.answered_at = lead.answered_at or clock.now()


def _new_account(lead: Lead, by: User, is_different: bool) -> Account:
    """One that is like another is refused with what may be told of it, until it is said to be a different one."""
    row = account_of(lead)
    row.owner = lead.owner or by
    try:
        with entering(Door.FORM, accepts_doubts=is_different):
            return records.create(row, by=by)
    except Doubtful as doubt:
        said = " ".join([*doubt.messages, *(f"{hint.text} {hint.row or ''}".strip() for hint in doubt.hints)])
        raise Refused(said, field="is_different" if doubt.answer else "account") from doubt


def _new_contact(lead: Lead, account: Account, by: User) -> Contact:
    row = contact_of(lead)
    row.account, row.is_primary = account, not account.contacts.exists()
    return records.create(row, by=by)


def _new_deal(
    lead: Lead,
    account: Account,
    contact: Contact | None,
    by: User,
    name: str,
    pipeline: Pipeline | None,
    amount: Decimal | None,
    expected_on: date | None,
) -> Opportunity:
    pipeline = pipeline or Pipeline.objects.active().order_by("position", "pk").first()
    if pipeline is None:
        raise Refused(_("There is no pipeline to begin an opportunity in."), field="pipeline")
    row = Opportunity(
        name=name or str(lead),
        account=account,
        contact=contact,
        owner=lead.owner or by,
        pipeline=pipeline,
        amount=amount or Decimal(0),
        currency=account.currency,
        expected_on=expected_on or clock.today(),
        source=lead.source,
        notes=lead.need,
    )
    return records.create(row, by=by)
