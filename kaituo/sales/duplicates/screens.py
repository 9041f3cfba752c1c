"""The screens of duplicates, and what they add to the pages of the records concerned."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.merging import undo_merge
from kaituo.foundation.records.models import Merge
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Panel, Part, Timeline
from kaituo.foundation.screens.screen import SCREENS, Screen, screen_of
from kaituo.foundation.ui.navigation import MenuItem, register

from .actions.disputes import answer, decide, withdraw
from .actions.judging import dismiss, merge_above, merge_pair, reopen
from .choices import DISPUTE_TONES, PAIR_TONES, SCAN_TONES
from .forms import RuleForm, ScanForm
from .models import Dispute, DuplicateRule, Pair, Scan
from .queries import PairQuerySet
from .reasons import spoken
from .shelf import SHELF

register(MenuItem("sales", _("Is it taken?"), "duplicates:check", "search", 12, lambda user: may(user, "create", Dispute)))

SHOWN = 5


class Likeness(Part):
    """Why the two are held to be one, and the way to both, side by side."""

    template = "duplicates/parts/likeness.html"
    title = _("Why")

    def context(self, row: Pair, user: User) -> dict | None:
        rows = visible(user, SHELF[row.model].model._default_manager.filter(pk__in=(row.first_id, row.second_id)))
        screen = screen_of(row.model)
        return {"reasons": spoken(row.reasons), "rows": list(rows.order_by("pk")), "slug": screen.slug if screen else ""}


class PairScreen(Screen):
    model = Pair
    slug = "duplicates"
    group, icon, order = "sales", "copy", 14
    table = Columns("first_text", "second_text", "likelihood", Badge("state", tones=PAIR_TONES), "found_at", hidden=("scan", "judged_by"))
    filters = ("state", "likelihood", "found_at")
    finds = ("first_text", "second_text")
    sort = "-likelihood"
    page = Page(Likeness(), Facts("likelihood", Badge("state", tones=PAIR_TONES), "found_at", "scan", "judged_by"), beside=(Timeline(),))
    buttons = (merge_pair, dismiss, reopen)
    bulk = (merge_pair, dismiss)
    teaches = _("Records that may be one and the same stand here, the likeliest first, once a search has been made.")

    def opens_with(self) -> str:
        return "state=open"


class ScanScreen(Screen):
    model = Scan
    slug = "duplicate-searches"
    group, icon, order = "office", "search", 62
    form = ScanForm
    is_plain = True
    table = Columns("model", Badge("state", tones=SCAN_TONES), "threshold", "record_count", "pair_count", "seconds", "created_by", "created_at")
    filters = ("state", "created_at")
    page = Page(Facts(Badge("state", tones=SCAN_TONES), "threshold", "record_count", "pair_count", "seconds", "problem"), beside=(Timeline(),))
    buttons = (merge_above,)


class RuleScreen(Screen):
    model = DuplicateRule
    slug = "duplicate-rules"
    group, icon, order = "office", "adjustments", 63
    form = RuleForm
    is_plain = True
    table = Columns("model", "key", "form", "imports", "api", "public")
    filters = ("key",)
    page = Page(Facts("model", "key", "form", "imports", "api", "public"), beside=(Timeline(),))
    teaches = _("Without a rule a credit code that is taken is refused, and everything else that is alike is warned of.")


class Disputed(Part):
    """The record and, where there is one, the new record: only for those who may see it."""

    template = "duplicates/parts/disputed.html"
    title = _("What it is about")

    def context(self, row: Dispute, user: User) -> dict | None:
        ids = [pk for pk in (row.record_id, row.entry_id) if pk]
        return {"rows": list(visible(user, SHELF[row.model].model._default_manager.filter(pk__in=ids)).order_by("pk"))}


class DisputeScreen(Screen):
    model = Dispute
    slug = "customer-disputes"
    group, icon, order = "sales", "gavel", 16
    table = Columns(
        "number",
        "claimed",
        Badge("state", tones=DISPUTE_TONES),
        "claimant",
        "holder",
        "due_on",
        "ruling",
        hidden=("kind", "decided_by", "created_at"),
    )
    filters = ("state", "kind", "claimant", "due_on")
    finds = ("number", "claimed")
    page = Page(
        Facts("claimed", Badge("state", tones=DISPUTE_TONES), "kind", "claimant", "holder", "due_on", "ruling", "decided_by"),
        Facts("evidence", "answer", "ruling_note", title=_("What was said")),
        Disputed(),
        beside=(Timeline(),),
    )
    buttons = (decide, answer, withdraw)
    forward = (decide, answer)
    teaches = _("When two people want one customer, one of them says so here, with evidence; whoever leads them decides by a day that is set.")

    def opens_with(self) -> str:
        return "state=open"


class MergeScreen(Screen):
    model = Merge
    slug = "merges"
    group, icon, order = "office", "git-merge", 61
    table = Columns("survivor_text", "loser_text", "moved_count", "merged_by", "merged_at", "undone_at")
    filters = ("merged_by", "merged_at")
    finds = ("survivor_text", "loser_text")
    page = Page(Facts("survivor_text", "loser_text", "moved_count", "merged_by", "merged_at", "undone_at"), beside=(Timeline(),))
    buttons = (undo_merge,)
    teaches = pgettext_lazy("records", "Every merge stands here and can be taken apart again.")


class Alike(Panel):
    """Records that may be the same as this one, and the way to put two together."""

    on = "customers.Account"
    template = "duplicates/parts/alike.html"
    title = _("Possible duplicates")
    is_beside = True

    def context(self, row: Model, user: User) -> dict | None:
        if not row.is_active or not may(user, "merge", row):
            return None
        pairs = _open_pairs(row)[:SHOWN]
        others = {pair.second_id if pair.first_id == row.pk else pair.first_id: pair for pair in pairs}
        seen = visible(user, type(row)._default_manager.filter(pk__in=others)).in_bulk() if others else {}
        return {"lines": [(seen[pk], pair) for pk, pair in others.items() if pk in seen], "slug": SCREENS[row._meta.label].slug}


def _open_pairs(row: Model) -> PairQuerySet:
    return Pair.objects.open().with_record(row._meta.label, row.pk).order_by("-likelihood")


class ClaimsOnAccount(Panel):
    """What must not be overlooked: somebody claims this customer."""

    on = "customers.Account"
    template = "duplicates/parts/claims.html"
    is_first = True

    def context(self, row: Model, user: User) -> dict | None:
        if not may(user, VIEW, Dispute):
            return None
        open_ones = visible(user, Dispute.objects.open().filter(model=row._meta.label, record_id=row.pk))
        found = list(open_ones.select_related("claimant")[:SHOWN])
        return {"disputes": found} if found else None
