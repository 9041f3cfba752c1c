"""The roles a new installation starts with: who may do what, to whose records.

Administrators change them afterwards; nothing in the program asks for a role's name.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.choices import EVERYTHING, Scope, Shows
from kaituo.foundation.identity.models import FieldRule, Grant, Role

from .role_verbs import (
    AGENCY_REVIEWS,
    AGREES_SHARES,
    ALLOTTING,
    ANSWERS,
    APPLAUDS,
    ATTENDANCE,
    BALANCES,
    BRIEFINGS,
    CATALOGUE,
    CHEERS,
    CLAIMS,
    CRITERIA,
    CULTURE_FRAME,
    DIRECTORY,
    DISPATCHES,
    DRAWS_TERRITORIES,
    DUPLICATES,
    DUTIES,
    FOLLOWING,
    HANDS_OVER,
    HOLDS,
    HOLDS_CONTESTS,
    IMPORTS,
    JUDGES_CONTESTS,
    KEEP,
    KEEPS_CULTURE,
    LEADING,
    LEARNINGS,
    LOOK,
    LYING,
    MERGING,
    MONEY_KEPT,
    MONEY_SEEN,
    OPENS_REVIEWS,
    OUTWARD,
    OWN_HELP,
    OWN_INBOX,
    PIPELINE_FRAME,
    PROJECTIONS,
    PROJECTS,
    PUBLIC,
    READY_TEXTS,
    REFERENCE,
    REPORTING,
    REPORTS_READ,
    RESULTS,
    REVIEWED,
    REVIEWS,
    RUNS_POOL,
    SALES,
    SEES_HOLDING,
    SEES_ON_BOARDS,
    TEAM_BOXES,
    VIEW,
    VISIT_FRAME,
    VISITING,
    VISITS_JUDGED,
)

OWN, TEAM, SUBTREE, AGENCY, ALL = Scope.OWN, Scope.TEAM, Scope.SUBTREE, Scope.AGENCY, Scope.ALL

ROLE_NAMES = {
    "rep": _("Rep"),
    "manager": _("Sales manager"),
    "director": _("Sales director"),
    "back_office": _("Back office"),
    "finance": _("Finance"),
    "service": _("Service"),
    "trainer": _("Trainer"),
    "agency_coordinator": _("Agency coordinator"),
    "outsourced_rep": _("Outsourced rep"),
    "partner": _("Channel partner"),
    "administrator": _("Administrator"),
}

GRANTS: dict[str, list[tuple[dict[str, tuple[str, ...]], Scope]]] = {
    "rep": [
        (SALES | VISITING | HOLDS | MONEY_SEEN | RESULTS | ANSWERS | REPORTING | OWN_INBOX | REVIEWED | PROJECTS | OWN_HELP | IMPORTS | CLAIMS, OWN),
        (DUTIES | LYING, OWN),
        (APPLAUDS, OWN),
        (CHEERS, ALL),
        ({model: VIEW for model in REFERENCE}, ALL),
    ],
    "manager": [
        (APPLAUDS | HOLDS_CONTESTS, OWN),
        (CHEERS, ALL),
        (SEES_ON_BOARDS, SUBTREE),
        ({"contests.Award": ("hand_over",)}, SUBTREE),
        (DUTIES | LYING, OWN),
        (DUTIES | LYING | AGREES_SHARES, SUBTREE),
        (SALES | VISITING | HOLDS | MONEY_SEEN | RESULTS | ANSWERS | REPORTING | OWN_INBOX | REVIEWED | PROJECTS | OWN_HELP | IMPORTS | CLAIMS, OWN),
        (RUNS_POOL | HANDS_OVER | BALANCES | DISPATCHES | BRIEFINGS, OWN),
        (SEES_HOLDING | ATTENDANCE, SUBTREE),
        (SALES | MONEY_SEEN | RESULTS, SUBTREE),
        (LEADING, SUBTREE),
        (PROJECTIONS, SUBTREE),
        (LEARNINGS, ALL),
        (REVIEWS, SUBTREE),
        (MERGING, SUBTREE),
        ({"duplicates.Dispute": ("view", "comment", "decide")}, SUBTREE),
        ({model: VIEW for model in REFERENCE}, ALL),
    ],
    "director": [
        (
            HOLDS
            | SEES_HOLDING
            | ATTENDANCE
            | RUNS_POOL
            | HANDS_OVER
            | BALANCES
            | {"balance.VisitCapacity": KEEP}
            | {model: KEEP for model in ALLOTTING}
            | {"allocation.Appeal": ("grant", "refuse")},
            ALL,
        ),
        (SALES | MONEY_SEEN | RESULTS | OWN_INBOX | PROJECTS | IMPORTS, ALL),
        (REPORTING | ANSWERS | REVIEWED, OWN),
        (REVIEWS | OPENS_REVIEWS, ALL),
        (DUTIES | AGREES_SHARES | DRAWS_TERRITORIES, ALL),
        (LEADING, ALL),
        (PROJECTIONS | LEARNINGS, ALL),
        (MERGING, ALL),
        (CLAIMS | DUPLICATES, ALL),
        ({"duplicates.Dispute": ("decide",)}, ALL),
        (OUTWARD | DISPATCHES | BRIEFINGS, OWN),
        ({model: VIEW for model in (*REFERENCE, "commissions.Run", "commissions.Plan")}, ALL),
        ({model: KEEP for model in ("leads.ScoreRule", "leads.WebForm", "leads.AnswerRule", "segments.ClassRule", "segments.ServicePolicy")}, ALL),
        ({model: KEEP for model in ("visits.VisitType", "visits.Frequency")}, ALL),
        ({model: KEEP for model in ("metrics.OwnMeasure", "insights.CauseRule")}, ALL),
        ({"scorecards.Template": KEEP}, ALL),
        (APPLAUDS, OWN),
        (CHEERS | JUDGES_CONTESTS | KEEPS_CULTURE, ALL),
    ],
    "back_office": [
        (SALES | HOLDS | MONEY_SEEN | RESULTS | ANSWERS | REPORTING | OWN_INBOX | REVIEWED | PROJECTS | OWN_HELP | IMPORTS, OWN),
        (MERGING | DUTIES | LYING, OWN),
        (TEAM_BOXES | DISPATCHES | BRIEFINGS | APPLAUDS, OWN),
        (CHEERS, ALL),
        ({"culture.Recognition": ("withdraw",), "contests.Award": ("view", "hand_over")}, ALL),
        ({model: VIEW for model in REFERENCE}, ALL),
    ],
    "finance": [
        ({model: LOOK for model in (*SALES, "company.LegalEntity", "catalog.Product")}, ALL),
        ({model: VIEW for model in (*REFERENCE, "metrics.Entry", "goals.Target", "records.Event")}, ALL),
        (MONEY_KEPT, ALL),
        ({"reviews.BonusFactor": VIEW, "contests.Award": (*VIEW, "export")}, ALL),
        (APPLAUDS, OWN),
        (CHEERS, ALL),
        (OWN_INBOX | REVIEWED | PROJECTS | IMPORTS | ANSWERS | DISPATCHES | BRIEFINGS, OWN),
    ],
    "service": [
        ({"customers.Account": LOOK, "orders.Order": VIEW} | {model: VIEW for model in REFERENCE}, ALL),
        (OWN_INBOX | REVIEWED | PROJECTS | APPLAUDS, OWN),
        (CHEERS, ALL),
    ],
    "trainer": [
        ({model: VIEW for model in (*DIRECTORY, *CULTURE_FRAME, *PUBLIC)}, ALL),
        (OWN_INBOX | REVIEWED | PROJECTS | APPLAUDS, OWN),
        (CHEERS, ALL),
    ],
    "agency_coordinator": [
        ({model: VIEW for model in (*SALES, *MONEY_SEEN, "metrics.Entry", "commissions.Statement", "people.Staff")}, AGENCY),
        ({"customers.Account": ("reveal",)} | REPORTS_READ | VISITS_JUDGED, AGENCY),
        (AGENCY_REVIEWS, AGENCY),
        ({"contests.Entrant": ("view", "name"), "contests.Award": VIEW}, AGENCY),
        ({model: VIEW for model in (*CATALOGUE, *PIPELINE_FRAME, *CULTURE_FRAME)}, ALL),
        (OWN_INBOX | REVIEWED | APPLAUDS, OWN),
    ],
    "outsourced_rep": [
        (SALES | VISITING | HOLDS | MONEY_SEEN | RESULTS | ANSWERS | REPORTING | OWN_INBOX | REVIEWED | CLAIMS | APPLAUDS, OWN),
        ({"people.Staff": VIEW}, OWN),
        ({model: VIEW for model in (*CATALOGUE, *PIPELINE_FRAME, *READY_TEXTS, *VISIT_FRAME, *CRITERIA, *CULTURE_FRAME)}, ALL),
    ],
    "partner": [
        ({"pipeline.Opportunity": (*KEEP, "advance"), "customers.Account": KEEP} | FOLLOWING | OWN_INBOX, OWN),
        ({model: VIEW for model in PIPELINE_FRAME}, ALL),
    ],
    "administrator": [({EVERYTHING: (EVERYTHING,)}, ALL)],
}

OUTSIDERS = ("outsourced_rep", "agency_coordinator", "partner")
SELLERS = ("rep", "back_office", "service", "trainer", *OUTSIDERS)
COSTS = {"catalog.Product": ("cost",), "orders.OrderLine": ("unit_cost",), "orders.QuoteLine": ("unit_cost",)}
CUSTOMER_BANKS = {"customers.Account": ("bank_account",)}
OWN_BANKS = {"company.LegalEntity": ("bank_account",)}
NUMBERS = {"leads.Lead": ("phone", "email", "wechat"), "customers.Account": ("phone", "email"), "customers.Contact": ("phone", "mobile", "email")}
CREDIT = {"customers.Account": ("credit_limit",)}
COLLEAGUES = {"people.Staff": ("phone", "email")}

SHOWN: list[tuple[tuple[str, ...], dict[str, tuple[str, ...]], Shows]] = [
    (SELLERS, COSTS, Shows.HIDDEN),
    (tuple(key for key in SELLERS if key != "back_office"), CUSTOMER_BANKS | OWN_BANKS, Shows.HIDDEN),
    (("back_office",), CUSTOMER_BANKS, Shows.MASKED),
    (("service", "agency_coordinator"), NUMBERS, Shows.MASKED),
    (OUTSIDERS, CREDIT, Shows.HIDDEN),
    (OUTSIDERS, COLLEAGUES, Shows.MASKED),
]
"""Whoever calls her own customers sees their numbers; whoever sees many that are not hers asks for one at a time, and each look is written down.

The back office needs a customer's bank details for a tax invoice, now and then. What stays masked without `reveal` is not for that role at all.
"""


@transaction.atomic
def make_default_roles() -> dict[str, Role]:
    """Make the roles that are missing, with their grants; a role that is there already keeps what administrators made of it."""
    return {key: Role.objects.filter(key=key).first() or _make(key) for key in GRANTS}


def _make(key: str) -> Role:
    role = Role.objects.create(key=key, name=str(ROLE_NAMES[key]))
    wanted = {(model, verb, scope) for models, scope in GRANTS[key] for model, verbs in models.items() for verb in verbs}
    Grant.objects.bulk_create([Grant(role=role, model=model, verb=verb, scope=scope) for model, verb, scope in sorted(wanted)])
    rules = {(model, name): shows for keys, fields, shows in SHOWN if key in keys for model, names in fields.items() for name in names}
    FieldRule.objects.bulk_create([FieldRule(role=role, model=model, field=name, shows=shows) for (model, name), shows in rules.items()])
    return role
