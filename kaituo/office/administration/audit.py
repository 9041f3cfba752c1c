"""Which events the audit log shows."""

from datetime import timedelta

from django.db.models import QuerySet

from kaituo.foundation.records.spans import begins

from .forms import AuditForm


def events_asked_for(events: QuerySet, form: AuditForm, before: str = "") -> QuerySet:
    """Newest first, as far as the form can be read; `before` goes on after the last one seen."""
    form.is_valid()
    asked = form.cleaned_data
    paths = {"person": "actor", "kind": "subject_type", "fact": "name__startswith"}
    conditions = {path: asked[name] for name, path in paths.items() if asked.get(name)}
    conditions |= {"at__gte": begins(asked["since"])} if asked.get("since") else {}
    conditions |= {"at__lt": begins(asked["until"] + timedelta(days=1))} if asked.get("until") else {}
    if before.isdigit():
        conditions["pk__lt"] = int(before)
    return events.filter(**conditions).select_related("actor", "acting_for").order_by("-pk")
