"""What the page of notice settings shows and sends: every kind by the wing it comes from, with the ways open to the person."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import QuerySet
from django.http import QueryDict

from kaituo.foundation.identity.models import User

from .channels import CHANNELS, Channel
from .kinds import KINDS, Kind
from .models import KindSwitch, Preference

INBOX, LETTER = "inbox", "letter"
MOST_KINDS = 5000
"""Only so many of the latest notices are looked through for the kinds to filter by."""


@dataclass
class Wing:
    """`name` is that of the package: sales, field, team …"""

    name: str
    kinds: list[tuple[Kind, Preference, set[str]]] = field(default_factory=list)


def ways_of(person: User) -> list[tuple[Channel, bool]]:
    """Every personal channel that the company has, and whether it reaches the person."""
    offered = [channel for channel in CHANNELS.values() if channel.is_personal and channel.is_offered()]
    return [(channel, person.pk in channel.reached([person.pk])) for channel in offered]


def chosen_by(person: User) -> list[Wing]:
    """All kinds but those that the company has switched off, with what the person chose or what holds by default."""
    off = set(KindSwitch.objects.filter(is_on=False).values_list("kind", flat=True))
    rows = {row.kind: row for row in Preference.objects.filter(person=person)}
    wings: dict[str, Wing] = {}
    for name, kind in KINDS.items():
        if name not in off:
            wish = rows.get(name) or Preference(kind=name)
            wings.setdefault(_wing_of(name), Wing(_wing_of(name))).kinds.append((kind, wish, rings_on(wish)))
    return sorted(wings.values(), key=lambda wing: wing.name == "foundation", reverse=True)


def rings_on(wish: Preference) -> set[str]:
    """The channels that ring at once."""
    return {channel.name for channel in CHANNELS.values() if wish.rings_on(channel)}


def asked_for(sent: QueryDict, person: User) -> dict[str, tuple[bool, bool, list[str]]]:
    """What the form says of each kind it showed. A channel that does not reach the person yet was not offered, so it stays as it was."""
    offered = {channel.name for channel, is_reached in ways_of(person) if is_reached}
    ticked = {name: set(sent.getlist(name)) for name in (INBOX, LETTER, *offered)}
    before = {row.kind: rings_on(row) for row in Preference.objects.filter(person=person)}
    fresh, found = rings_on(Preference()), {}
    for name in sent.getlist("shown"):
        kept = before.get(name, fresh) - offered
        found[name] = (name in ticked[INBOX], name in ticked[LETTER], sorted(kept | {each for each in offered if name in ticked[each]}))
    return found


def kinds_of(rows: QuerySet, chosen: str) -> list[tuple[str, str]]:
    """The kinds that occur among these notices, by their labels; the chosen one always."""
    latest = rows.order_by("-pk").values("kind")[:MOST_KINDS]
    found = {row["kind"] for row in latest} | ({chosen} if chosen in KINDS else set())
    return sorted(((name, str(KINDS[name].label)) for name in found if name in KINDS), key=lambda pair: pair[1])


def _wing_of(name: str) -> str:
    label = name.partition(".")[0]
    return apps.get_app_config(label).name.split(".")[1] if label in apps.app_configs else "foundation"


def switches() -> tuple[list[tuple[Kind, bool]], list[tuple[Kind, bool]]]:
    """Every kind and whether the company tells of it: those told by the clock, and the rest; by their labels."""
    off = set(KindSwitch.objects.filter(is_on=False).values_list("kind", flat=True))
    found = sorted(((kind, name not in off) for name, kind in KINDS.items()), key=lambda pair: str(pair[0].label))
    return [pair for pair in found if pair[0].is_reminder], [pair for pair in found if not pair[0].is_reminder]
