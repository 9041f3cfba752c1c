"""What a phone takes along for the day: visits, customers, types of visits with their steps, and the rules. Only what the person may see."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import readable, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account, Contact

from .actions import today_of
from .choices import Flag, Outcome, State
from .models import Sending, Visit, VisitType
from .places import Place, places_of
from .standing import consent_of, rules

AHEAD = timedelta(days=3)
MOST_CUSTOMERS = 500
MOST_REFUSED = 50
PHONES = ["phone", "mobile"]


def bundle(person: User) -> dict[str, Any]:
    """As JSON goes; the same number of questions however many visits there are."""
    today = today_of(person)
    visits = list(_visits(person, today))
    accounts = list(_customers(person, {visit.account_id for visit in visits}))
    ruled = rules()
    return {
        "person": person.pk,
        "name": str(person),
        "today": today.isoformat(),
        "read_at": clock.now().isoformat(),
        "consent": consent_of(person) is not None,
        "rules": {"stamps": ruled.stamps_photos, "tolerance_m": ruled.tolerance_m, "speed_kmh": ruled.speed_kmh},
        "visits": [_visit(visit) for visit in visits],
        "customers": _with_people(person, accounts),
        "types": [_type(kind) for kind in visible(person, VisitType.objects.active()).prefetch_related("steps")],
        "refused": [_refused(row) for row in _refusals(person)],
        "flags": {flag.value: str(flag.label) for flag in Flag},
    }


def _visits(person: User, today) -> QuerySet[Visit]:
    near = Q(planned_on__gte=today - timedelta(days=1), planned_on__lte=today + AHEAD) | Q(state=State.UNDER_WAY)
    rows = visible(person, Visit.objects.active()).filter(near, owner=person).exclude(state=State.CANCELLED)
    return rows.select_related("account", "contact", "visit_type").prefetch_related("evidence").order_by("planned_on", "position", "at", "pk")


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "key": str(visit.key),
        "account": visit.account_id,
        "type": visit.visit_type_id,
        "on": visit.planned_on.isoformat(),
        "at": f"{visit.at:%H:%M}" if visit.at else "",
        "what": visit.what,
        "contact": str(visit.contact or ""),
        "state": visit.state,
        "began_at": visit.began_at.isoformat() if visit.began_at else None,
        "distance_m": visit.distance_m,
        "flags": visit.flags,
        "done": sorted({each.step_id for each in visit.evidence.all()}),
    }


def _customers(person: User, wanted: set[int]) -> list[Account]:
    """Those of the visits, and her own beside them, so that a visit can begin without a plan."""
    rows = visible(person, Account.objects.active())
    own = rows.filter(owner=person).exclude(pk__in=wanted).order_by("sort_key", "pk")
    return [*rows.filter(pk__in=wanted), *own[: MOST_CUSTOMERS - len(wanted)]]


def _with_people(person: User, accounts: list[Account]) -> list[dict[str, Any]]:
    places, told = places_of(accounts), _told(person, accounts)
    contacts: dict[int, list[dict[str, str]]] = {}
    shown = readable(person, Contact, PHONES)
    for each in Contact.objects.active().filter(account__in=[account.pk for account in accounts]).order_by("-is_primary", "pk"):
        number = next((getattr(each, name) for name in shown if getattr(each, name)), "")
        contacts.setdefault(each.account_id, []).append({"name": each.name, "title": each.title, "phone": number})
    is_phone_shown = bool(readable(person, Account, ["phone"]))
    return [
        {
            "id": account.pk,
            "name": account.name,
            "class": account.account_class.upper(),
            "address": " ".join(part for part in (account.region, account.city, account.address) if part),
            "phone": account.phone if is_phone_shown else "",
            "people": contacts.get(account.pk, [])[:3],
            "place": _place(places[account.pk]),
            "last": told.get(account.pk, ""),
        }
        for account in accounts
    ]


def _told(person: User, accounts: list[Account]) -> dict[int, str]:
    """What came of the last visit there."""
    rows = visible(person, Visit.objects.done()).filter(account__in=[each.pk for each in accounts]).exclude(summary="")
    since = clock.today() - timedelta(days=365)
    return dict(rows.filter(done_on__gte=since).order_by("done_on", "pk").values_list("account", "summary"))


def _place(place: Place) -> dict[str, Any] | None:
    return {"latitude": place.point.latitude, "longitude": place.point.longitude, "exact": place.is_exact} if place.point else None


def _type(kind: VisitType) -> dict[str, Any]:
    steps = [step for step in kind.steps.all() if step.is_active]
    return {
        "id": kind.pk,
        "name": kind.name,
        "steps": [{"id": each.pk, "kind": each.kind, "name": each.name, "required": each.is_required, "asks": each.questions} for each in steps],
    }


def _refusals(person: User) -> QuerySet[Sending]:
    month = clock.now() - timedelta(days=30)
    return Sending.objects.filter(person=person, outcome=Outcome.REFUSED, received_at__gte=month).order_by("-received_at")[:MOST_REFUSED]


def _refused(row: Sending) -> dict[str, Any]:
    return {"key": str(row.key), "deed": str(row.get_deed_display()), "answer": row.answer, "at": row.received_at.isoformat()}
