"""How a member of staff becomes a user in a team. Called by reactions only, so that form, import and API end the same."""

from datetime import date

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Membership, Team, User

from .models import Staff

SYNCED = {"name", "phone", "time_zone", "language"}


def give_user(staff: Staff) -> None:
    """Make the user behind a new member of staff; without a password nobody can sign in as her."""
    wanted = (staff.email.partition("@")[0] or slugify(staff.sort_key.replace(" ", "")) or staff.number).lower()[:140]
    username = wanted if not User.objects.filter(username=wanted).exists() else f"{wanted}-{staff.number}".lower()
    email = "" if User.objects.filter(email=staff.email).exists() else staff.email
    staff.user = User.objects.create_user(
        username, staff.name, email=email, phone=staff.phone[:32], language=staff.language, time_zone=staff.time_zone, is_active=staff.is_engaged
    )
    Staff.objects.filter(pk=staff.pk).update(user=staff.user)


def sync_user(staff: Staff, changed: set[str]) -> None:
    """The user follows what was changed here, and keeps what she chose herself of the rest."""
    user, names = staff.user, SYNCED & changed
    for name in names:
        setattr(user, name, getattr(staff, name)[: User._meta.get_field(name).max_length])
    if names:
        user.save(update_fields=[*names, "sort_key"])


def join_home_team(staff: Staff) -> None:
    """Belong to the named team, else to the one led by the superior; nobody is moved who has a place already."""
    team = staff.team or (led_by(staff.reports_to) if staff.reports_to_id else None)
    if team is None or Membership.objects.filter(user=staff.user).exists():
        return
    Membership.objects.create(user=staff.user, team=team, starts_on=staff.joined_on, ends_on=staff.left_on)


def led_by(staff: Staff) -> Team:
    """The team that a superior leads, made when the first report appears; it hangs under the superior's own team."""
    found = Membership.objects.filter(user=staff.user, is_lead=True).select_related("team").order_by("starts_on").first()
    if found is not None:
        return found.team
    team = Team.objects.create(code=slugify(f"team-{staff.number}"), name=_("Team of %(name)s") % {"name": staff.name})
    above = led_by(staff.reports_to) if staff.reports_to_id else None
    Membership.objects.filter(user=staff.user).delete()
    Membership.objects.create(user=staff.user, team=team, is_lead=True, starts_on=staff.joined_on, ends_on=staff.left_on)
    trees.place(team, above, on=date(2000, 1, 1))
    return team


def end_access(staff: Staff, on: date) -> None:
    """From the day on: no membership, no role, no sign-in."""
    for rows in (staff.user.memberships, staff.user.role_assignments, staff.user.helpings, staff.user.helped_by):
        rows.filter(starts_on__lt=on).exclude(ends_on__lt=on).update(ends_on=on)
        rows.filter(starts_on__gte=on).delete()
    if on <= timezone.localdate():
        User.objects.filter(pk=staff.user_id).update(is_active=False)


def end_overdue_access() -> int:
    """Those whose first day without access has come. Returns how many."""
    gone = Staff.objects.filter(left_on__lte=timezone.localdate(), user__is_active=True).values("user")
    return User.objects.filter(pk__in=gone).update(is_active=False)


def forget(staff_user_id: int | None) -> None:
    """After an import is undone: the user it made, and the team it made for that user, if nothing stands on them."""
    user = User.objects.filter(pk=staff_user_id).first()
    if user is None:
        return
    led = [membership.team for membership in user.memberships.filter(is_lead=True).select_related("team")]
    user.memberships.all().delete()
    user.delete()
    for team in led:
        if not team.memberships.exists():
            team.delete()
