"""What a person is told about records like hers: of those she may see their name, of the others whose they are and nothing else.

What is said does not depend on how many there are, nor on anything in them but the team: two hidden records of one team are one sentence.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Membership, Team, User
from kaituo.foundation.records.refusals import Hint
from kaituo.foundation.ui.formats import day

from .choices import Key
from .shelf import Recognisable

MOST, NOBODY = 5, 0
"""`NOBODY`: a key that no record has, so that the same is asked for nothing as for something."""

Alike = dict[int, Key]
"""{id of the other record: by what it is alike}"""


def hints_for(kind: Recognisable, alike: dict[object, Alike], by: User) -> dict[object, list[Hint]]:
    """Of several incoming records at once: {whatever names the incoming one: what to tell}. As many questions whether there is anything to tell or not."""
    ids = {NOBODY, *(pk for others in alike.values() for pk in list(others)[:MOST])}
    rows = kind.model._default_manager.select_related(kind.owner).in_bulk(ids)
    seen = set(visible(by, kind.model._default_manager.filter(pk__in=ids)).order_by().values_list("pk", flat=True))
    teams = _teams_of({NOBODY, *(owner.pk for row in rows.values() if (owner := _owner(kind, row)) is not None)})
    until = kind.protections_of(ids)
    told = {}
    for name, others in alike.items():
        found = [(rows[pk], key) for pk, key in list(others.items())[:MOST] if pk in rows]
        told[name] = _unlike([_hint(kind, row, key, row.pk in seen, teams, until.get(row.pk)) for row, key in found])
    return told


def _hint(kind: Recognisable, row: Model, key: Key, is_seen: bool, teams: dict[int, Team], until: date | None) -> Hint:
    owner = _owner(kind, row)
    said = {"key": key.label, "noun": kind.model._meta.verbose_name}
    if is_seen:
        who = _(" (%(person)s)") % {"person": owner} if owner else ""
        return Hint(_("Same %(key)s%(who)s:") % {"key": _lower(key), "who": who}, row)
    if owner is None:
        return Hint(_("Same %(key)s: it is on record already and nobody has it. Ask for it in the public pool.") % {"key": _lower(key)})
    said |= {"key": _lower(key), "team": teams.get(owner.pk, _("another team")), "day": day(until) if until else ""}
    if until:
        return Hint(_("Same %(key)s: taken by %(team)s, protected until %(day)s. The rest is not shown to you.") % said)
    return Hint(_("Same %(key)s: taken by %(team)s. The rest is not shown to you.") % said)


def _lower(key: Key) -> str:
    text = str(key.label)
    return text[:1].lower() + text[1:] if key != Key.EMAIL else text


def _owner(kind: Recognisable, row: Model) -> User | None:
    found: Model | None = row
    for part in kind.owner.split("__"):
        found = getattr(found, part, None)
    return found


def _teams_of(people: Iterable[int]) -> dict[int, Team]:
    rows = Membership.objects.on(timezone.localdate()).filter(user__in=people).select_related("team").order_by("-pk")
    return {row.user_id: row.team for row in rows}


def _unlike(hints: list[Hint]) -> list[Hint]:
    return list({(hint.text, hint.row.pk if hint.row else None): hint for hint in hints}.values())
