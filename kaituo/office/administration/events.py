"""The facts of administration."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

ACCOUNT_INVITED = fact("administration.account_invited", _("%(actor)s made a one-time sign-in link for %(subject)s"))
ACCOUNT_LOCKED = fact("administration.account_locked", _("%(actor)s locked %(subject)s out"))
ACCOUNT_UNLOCKED = fact("administration.account_unlocked", _("%(actor)s let %(subject)s sign in again"))
SESSIONS_ENDED = fact("administration.sessions_ended", _("%(actor)s signed %(subject)s out everywhere"))
FACTOR_RESET = fact("administration.factor_reset", _("%(actor)s took away the second step of sign-in of %(subject)s"))
ROLE_GIVEN = fact("administration.role_given", _("%(actor)s gave %(subject)s the role %(role_text)s"))
ROLE_ENDED = fact("administration.role_ended", _("%(actor)s ended %(subject)s on %(on)s"))
GRANTS_SET = fact("administration.grants_set", _("%(actor)s changed what %(subject)s may do with %(model)s"))
TEAM_PLACED = fact("administration.team_placed", _("%(actor)s placed the team %(subject)s"))
PROFILE_KEPT = fact("administration.profile_kept", _("%(actor)s changed the own settings"))
EMAIL_CHANGED = fact("administration.email_changed", _("%(actor)s changed the own e-mail address"))
SCHEDULE_SET = fact("administration.schedule_set", _("%(actor)s changed when %(subject)s runs"))
JOB_SENT_AGAIN = fact("administration.job_sent_again", _("%(actor)s sent a failed job again: %(job)s"))
CHAIN_VERIFIED = fact("administration.chain_verified", _("%(actor)s verified the chain of events: %(outcome)s"))
INSTALLATION_BEGUN = fact("administration.installation_begun", _("%(actor)s set up %(subject)s"))
