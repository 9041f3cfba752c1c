"""The facts of the pipeline."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

OPPORTUNITY_ADVANCED = fact("pipeline.opportunity_advanced", _("%(actor)s moved %(subject)s to %(stage_text)s"))
OPPORTUNITY_WON = fact("pipeline.opportunity_won", _("%(actor)s won %(subject)s"))
OPPORTUNITY_LOST = fact("pipeline.opportunity_lost", _("%(actor)s lost %(subject)s: %(reason_text)s"))
OPPORTUNITY_REOPENED = fact("pipeline.opportunity_reopened", _("%(actor)s reopened %(subject)s"))
OPPORTUNITY_REASSIGNED = fact("pipeline.opportunity_reassigned", _("%(actor)s reassigned %(subject)s to %(to_text)s"))
LINES_SUMMED = fact("pipeline.lines_summed", _("The amount of %(subject)s follows its lines"))
FORECAST_SUBMITTED = fact("pipeline.forecast_submitted", _("%(actor)s submitted the forecast %(subject)s"))
FORECAST_ADJUSTED = fact("pipeline.forecast_adjusted", _("%(actor)s adjusted the forecast %(subject)s"))
FORECAST_APPROVED = fact("pipeline.forecast_approved", _("%(actor)s approved the forecast %(subject)s"))
