"""What was sent counts as a follow-up: once, whether it was sent from here, found in a folder of sent letters, or both."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kaituo.field.activities.actions import log
from kaituo.field.activities.choices import Kind as Way
from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.access import CHANGE, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.sales.leads import actions as leads

from .choices import Openness
from .models import Letter

FIELDS = ("activity", "followed_up_at")


def follow_up(letter: Letter) -> None:
    """With the customer an activity, with a lead its last follow-up. The caller holds the row and saves these FIELDS."""
    if letter.followed_up_at is not None or letter.activity_id is not None:
        return
    letter.followed_up_at = timezone.now()
    if letter.account_id is not None:
        letter.activity = _logged(letter)
    elif letter.lead.is_open:
        lead, today = letter.lead, clock.today()
        planned = lead.follow_up_on if lead.follow_up_on and lead.follow_up_on >= today else None
        leads.follow_up(lead, by=_by(letter, "follow_up"), note=_text(letter), follow_up_on=planned)


def _logged(letter: Letter) -> Activity:
    row = Activity(
        account=letter.account,
        contact=letter.contact,
        opportunity=letter.opportunity,
        owner=letter.person,
        kind=Way.EMAIL,
        text=_text(letter),
        happened_at=letter.sent_at,
    )
    return log(row, by=_by(letter, CHANGE))


def _by(letter: Letter, verb: str) -> User:
    return letter.person if may(letter.person, verb, letter.about) else User.objects.system()


def _text(letter: Letter) -> str:
    """No more than others may see of the letter."""
    with translation.override(letter.person.language):
        return _("E-mail sent") if letter.shows == Openness.NOTHING else str(letter)
