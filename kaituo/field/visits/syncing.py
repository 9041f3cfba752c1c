"""What phones send, done once each, in the order in which it comes.

The key that the phone made is written in the transaction of the deed. Whoever sends the same thing again, at the same moment or a year later, gets the
answer of the first time. What a rule forbids is kept with what it said, and the phone shows it.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import VIEW, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.records import clock
from kaituo.foundation.records.files import IMAGES
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import keep_file
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order
from kaituo.sales.receivables.models import Receipt

from . import actions
from .checking import presence
from .choices import Deed, Outcome, PresenceKind, StepKind
from .models import Evidence, Sending, Visit, VisitStep, VisitType
from .saying import Said

MOST_PHOTO_BYTES = 6 * 1024 * 1024


@transaction.atomic
def take(said: Said, photo: UploadedFile | None, *, by: User) -> Sending:
    """Do it, or say what was said the first time. Raises PermissionDenied for a key that another person used."""
    before = Sending.objects.filter(key=said.key).first() or _written(said, by)
    if before.person_id != by.pk:
        raise PermissionDenied
    if not before.is_new:
        return before
    try:
        with transaction.atomic():
            before.visit = DEEDS[said.deed](said, photo, by)
    except (ValidationError, PermissionDenied) as refusal:
        _keep_refused(before, said, photo, refusal, by)
    before.save()
    return before


def _written(said: Said, by: User) -> Sending:
    """The row that only one of two at the same moment can write; the other waits, and reads it."""
    row = Sending(key=said.key, person=by, deed=said.deed, received_at=clock.now(), outcome=Outcome.TAKEN)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Sending.objects.get(key=said.key)
    row.is_new = True
    return row


def _keep_refused(row: Sending, said: Said, photo: UploadedFile | None, refusal: Exception, by: User) -> None:
    row.outcome = Outcome.REFUSED
    row.answer = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal) or _("You are not allowed to do that.")
    row.content = said.kept
    row.visit = visible(by, Visit.objects.all()).filter(key=said.visit).first()
    if photo is not None:
        _keep_refused_photo(row, photo, by)


def _keep_refused_photo(row: Sending, photo: UploadedFile, by: User) -> None:
    try:
        with transaction.atomic():
            photo.seek(0)
            keep_file(row, by=by, file=_acceptable(photo))
    except ValidationError as wrong:
        row.answer = f"{row.answer} {' '.join(wrong.messages)}"


def _begin(said: Said, photo: UploadedFile | None, by: User) -> Visit:
    """A visit that nobody planned, begun where the rep happened to be."""
    account = visible(by, Account.objects.active()).filter(pk=said.account).first()
    kind = visible(by, VisitType.objects.active()).filter(pk=said.visit_type).first()
    if account is None or kind is None:
        raise Refused(_("This customer or type of visit is not there any more, or not yours."))
    day = said.clocks(clock.now()).happened_at.astimezone(zone_of(by.time_zone)).date()
    visit = Visit(key=said.visit, account=account, visit_type=kind, owner=by, planned_on=day, is_unplanned=True)
    return actions.plan(visit, by=by)


def _check_in(said: Said, photo: UploadedFile | None, by: User) -> Visit:
    visit = _visit(said, by)
    actions.check_in(visit, by=by, presence=presence(visit, PresenceKind.IN, said.clocks(clock.now()), said.fix, said.device))
    return visit


def _check_out(said: Said, photo: UploadedFile | None, by: User) -> Visit:
    visit = _visit(said, by)
    here = presence(visit, PresenceKind.OUT, said.clocks(clock.now()), said.fix, said.device)
    actions.check_out(visit, by=by, presence=here, summary=said.summary, next_step=said.next_step, next_on=said.next_on)
    return visit


def _evidence(said: Said, photo: UploadedFile | None, by: User) -> Visit:
    visit = _visit(said, by)
    step = VisitStep.objects.active().filter(pk=said.step).first()
    if step is None:
        raise Refused(_("This step is no longer asked for."))
    if step.kind == StepKind.PHOTO and photo is None:
        raise Refused(_("The photo is missing."))
    kept = keep_file(visit, by=by, file=_acceptable(photo)) if photo else None
    taken_at = said.clocks(clock.now()).happened_at
    evidence = Evidence(key=said.key, taken_at=taken_at, photo=kept, answers=[list(pair) for pair in said.answers], note=said.note)
    _link(evidence, step, said, visit, by)
    actions.keep_evidence(visit, by=by, step=step, evidence=evidence)
    return visit


def _link(evidence: Evidence, step: VisitStep, said: Said, visit: Visit, by: User) -> None:
    """The order or receipt of that number, if it is this customer's and she may see it; the number stays written either way."""
    if said.number:
        evidence.answers = [*evidence.answers, [_("Number"), said.number]]
    if step.kind == StepKind.ORDER:
        evidence.order = visible(by, Order.objects.active()).filter(number=said.number, account=visit.account_id).first()
    if step.kind == StepKind.RECEIPT:
        evidence.receipt = visible(by, Receipt.objects.active()).filter(number=said.number, account=visit.account_id).first()


def _cancel(said: Said, photo: UploadedFile | None, by: User) -> Visit:
    visit = _visit(said, by)
    actions.cancel(visit, by=by, reason=said.reason)
    return visit


def _visit(said: Said, by: User) -> Visit:
    visit = visible(by, Visit.objects.all(), VIEW).filter(key=said.visit).first()
    if visit is None:
        raise Refused(_("This visit is not there any more, or no longer yours."))
    return visit


def _acceptable(photo: UploadedFile) -> UploadedFile:
    """A picture by its ending; that it is one by its content is judged when it is drawn anew, which leaves nothing of the camera's notes in it."""
    if photo.size > MOST_PHOTO_BYTES:
        raise Refused(_("A photo may have %(most)s MB at most.") % {"most": MOST_PHOTO_BYTES // 1024 // 1024})
    if not photo.name or not photo.name.lower().endswith(tuple(IMAGES)):
        raise Refused(_("A photo is a JPEG, PNG or WebP picture."))
    return photo


DEEDS: dict[Deed, Callable[[Said, UploadedFile | None, User], Visit]] = {
    Deed.BEGIN: _begin,
    Deed.CHECK_IN: _check_in,
    Deed.EVIDENCE: _evidence,
    Deed.CHECK_OUT: _check_out,
    Deed.CANCEL: _cancel,
}
