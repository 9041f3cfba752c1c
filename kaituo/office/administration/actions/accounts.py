"""People's accounts: who can sign in, how, and with which roles."""

from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import Role, RoleAssignment, User
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.facts import Fact
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import RoleEndedForm, RoleGivenForm


@action(label=gettext_lazy("One-time sign-in link"), says=events.ACCOUNT_INVITED, when="may_sign_in", icon="key")
def invite(user: User, *, by: User) -> str:
    """The path of a link that lets the person choose a password, once, within three days. The password she had ends."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@action(label=gettext_lazy("Lock out"), says=events.ACCOUNT_LOCKED, when="may_sign_in", icon="lock", danger=True)
def lock_out(user: User, *, by: User) -> None:
    if user == by:
        raise Refused(_("Nobody locks herself out."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)


@action(label=gettext_lazy("Let in again"), says=events.ACCOUNT_UNLOCKED, when="is_locked_out", icon="lock-open")
def let_in(user: User, *, by: User) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])


@action(label=gettext_lazy("Sign out everywhere"), says=events.SESSIONS_ENDED, when="is_person", icon="logout")
def sign_out_everywhere(user: User, *, by: User) -> None:
    end_sessions(user)


@action(label=gettext_lazy("Reset the second step"), says=events.FACTOR_RESET, when="is_person", icon="shield-lock", danger=True)
def reset_second_factor(user: User, *, by: User) -> None:
    """For someone who lost phone or key: the password alone lets her in until she sets up another."""
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused(_("%(person)s has no second step of sign-in.") % {"person": user})


@action(label=gettext_lazy("Give a role"), says=events.ROLE_GIVEN, form=RoleGivenForm, when="is_person", icon="user-plus")
def give_role(user: User, *, by: User, role: Role, starts_on: date, ends_on: date | None = None) -> None:
    if ends_on and ends_on <= starts_on:
        raise Refused(_("The end must lie after the start."), field="ends_on")
    if RoleAssignment.objects.on(starts_on).filter(user=user, role=role).exists():
        raise Refused(_("%(person)s has this role on that day already.") % {"person": user}, field="role")
    RoleAssignment.objects.create(user=user, role=role, starts_on=starts_on, ends_on=ends_on)


@action(label=gettext_lazy("End the role"), says=events.ROLE_ENDED, form=RoleEndedForm, icon="user-minus", danger=True)
def end_role(assignment: RoleAssignment, *, by: User, on: date) -> None:
    if assignment.user == by and assignment.holds_on(on):
        raise Refused(_("Nobody takes a role from herself; ask another administrator."))
    assignment.ends_on = max(on, assignment.starts_on)
    assignment.save(update_fields=["ends_on"])


@transaction.atomic
def keep_profile(values: dict, *, by: User) -> None:
    """A person's own name, phone, language, time zone and appearance: everybody's own affair, so no grant is asked."""
    _keep(values, events.PROFILE_KEPT, by)


@transaction.atomic
def change_email(email: str, *, by: User) -> None:
    """A person's own address. That she is who she says, and that nobody else has it, was asked before."""
    _keep({"email": email}, events.EMAIL_CHANGED, by)


def _keep(values: dict, says: Fact, by: User) -> None:
    before = snapshot(by)
    for name, value in values.items():
        setattr(by, name, value)
    by.save()
    changes = difference(before, snapshot(by))
    if changes:
        ring([state(says, by, by=by, changes=changes)])


def end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
