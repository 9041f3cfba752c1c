"""Evidence by its address: what a person pastes leads to the record, if she may see it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.screen import SCREENS
from kaituo.foundation.screens.sources import Source, record_at, sources

from .models import Answer, Proof, Review

MOST = 10
READ, OF_A_KIND = 300, 2


def records_at(addresses: Iterable[str], by: User) -> list[Model]:
    """Raises Refused naming the address that leads to no record the person may see."""
    listed = list(dict.fromkeys(addresses))
    if len(listed) > MOST:
        raise Refused(_("Name %(most)s records at most for one judgement.") % {"most": MOST})
    return [_record(address, by) for address in listed]


def _record(address: str, by: User) -> Model:
    row = record_at(address, by)
    if row is None:
        raise Refused(_("“%(address)s” leads to no record that you may see. Open the record and copy its address.") % {"address": address[:100]})
    return row


def records_behind(keys: Iterable[str], by: User) -> list[Model]:
    """Of what was offered: `orders.Order:12`. What the person may not see, or what was never offered, is left out."""
    pairs = [key.rpartition(":") for key in keys]
    rows = [(SCREENS.get(label), pk) for label, _colon, pk in pairs if pk.isdigit()]
    found = (visible(by, screen.model._default_manager.filter(pk=pk)).first() for screen, pk in rows if screen)
    return [row for row in found if row is not None]


def offered_to(review: Review, by: User) -> list[tuple[str, str]]:
    """The newest records behind the person's figures of the period, a few of each kind: (key, text)."""
    entries = Entry.objects.filter(person=review.person_id, on__gte=review.cycle.starts_on, on__lt=review.cycle.ends_on).order_by("-on", "-pk")
    keys: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key in dict.fromkeys(entries.values_list("source_type", "source_id")[:READ]):
        if key[0] in SCREENS and not SCREENS[key[0]].is_plain and len(keys[key[0]]) < OF_A_KIND:
            keys[key[0]].append(key)
    wanted = [key for found in keys.values() for key in found]
    named = sources(wanted, by)
    return [(f"{label}:{pk}", f"{_noun(label)} {named[label, pk].text}") for label, pk in wanted if (label, pk) in named]


def _noun(label: str) -> str:
    return str(SCREENS[label].noun)


def shown_proofs(answers: Iterable[Answer], reader: User) -> dict[int, list[Source]]:
    """{answer: the records it rests on}, of which the reader sees the names she may; in one query per kind."""
    proofs = list(Proof.objects.filter(answer__in=[each.pk for each in answers]))
    found = sources({(each.subject_type, each.subject_id) for each in proofs}, reader)
    shown: dict[int, list[Source]] = {}
    for each in proofs:
        hidden = Source(_("a record you may not see"))
        shown.setdefault(each.answer_id, []).append(found.get((each.subject_type, each.subject_id), hidden))
    return shown
