"""The facts of commissions."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

PLAN_RELEASED = fact("commissions.plan_released", _("%(actor)s released %(subject)s"))
PLAN_REVISED = fact("commissions.plan_revised", _("%(actor)s began new terms of %(subject)s from %(starts_on)s"))
PLAN_READ = fact("commissions.plan_read", _("%(actor)s read a file into %(subject)s"))
TERMS_WRITTEN = fact("commissions.terms_written", _("%(actor)s wrote %(subject)s"))
PLAN_SIMULATED = fact("commissions.plan_simulated", _("%(actor)s had %(subject)s simulated from %(starts_on)s to %(ends_on)s"))
PERSON_ASSIGNED = fact("commissions.person_assigned", _("%(actor)s put %(person_text)s on %(subject)s"))
ASSIGNMENT_ENDED = fact("commissions.assignment_ended", _("%(actor)s ended %(subject)s"))
RUN_BEGUN = fact("commissions.run_begun", _("%(actor)s had %(subject)s calculated in the background"))
RUN_NOT_CALCULATED = fact("commissions.run_not_calculated", _("The calculation of %(subject)s came to nothing: %(reason)s"))
RUN_CALCULATED = fact("commissions.run_calculated", _("%(actor)s calculated %(subject)s"))
RUN_RESUMED = fact("commissions.run_resumed", _("%(actor)s had the interrupted calculation of %(subject)s go on"))
RUN_CANCELLED = fact("commissions.run_cancelled", _("%(actor)s cancelled the calculation of %(subject)s"))
VERSION_USED = fact("commissions.version_used", _("%(actor)s took the new calculation of %(subject)s"))
VERSION_LEFT = fact("commissions.version_left", _("%(actor)s kept the old calculation of %(subject)s"))
RUN_REVIEWED = fact("commissions.run_reviewed", _("%(actor)s reviewed %(subject)s"))
RUN_REOPENED = fact("commissions.run_reopened", _("%(actor)s took %(subject)s back: %(reason)s"))
RUN_APPROVED = fact("commissions.run_approved", _("%(actor)s approved %(subject)s"))
RUN_LOCKED = fact("commissions.run_locked", _("%(actor)s locked %(subject)s"))
PAY_FILE_TAKEN = fact("commissions.pay_file_taken", _("%(actor)s took the pay file of %(subject)s (%(count)s payees)"))
RUN_PAID = fact("commissions.run_paid", _("%(actor)s paid out %(subject)s"))
PROBLEM_WAIVED = fact("commissions.problem_waived", _("%(actor)s waived %(subject)s: %(reason)s"))
STATEMENT_CONFIRMED = fact("commissions.statement_confirmed", _("%(actor)s confirmed %(subject)s"))
STATEMENT_DISPUTED = fact("commissions.statement_disputed", _("%(actor)s disputed %(subject)s: %(reason)s"))
DISPUTE_FORWARDED = fact("commissions.dispute_forwarded", _("%(actor)s passed %(subject)s on to finance: %(opinion)s"))
DISPUTE_ACCEPTED = fact("commissions.dispute_accepted", _("%(actor)s accepted %(subject)s: %(answer)s"))
DISPUTE_REFUSED = fact("commissions.dispute_refused", _("%(actor)s refused %(subject)s: %(answer)s"))
