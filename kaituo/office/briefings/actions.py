"""The verbs of briefings: renew the figures, rewrite a chapter or take its first words back, send."""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.sharing import shares_of
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Part, State
from .drafting import drafted
from .figures import Scene
from .forms import RewriteForm, SendForm
from .models import Briefing, Chapter


def draft(briefing: Briefing, by: User) -> None:
    """Figures and chapters by what stands now, in the words of whoever asks; what somebody rewrote stays."""
    scene = Scene(briefing.period, briefing.team_id, by, clock.today())
    figures = scene.figures()
    with translation.override(by.language or translation.get_language()):
        said = drafted(scene, figures)
    briefing.figures, briefing.figures_at = [each.kept() for each in figures], clock.now()
    briefing.save(update_fields=["figures", "figures_at"])
    kept = {row.part: row for row in briefing.chapters.all()}
    for position, part in enumerate(Part):
        row = kept.get(part)
        if row is None:
            records.create(Chapter(briefing=briefing, part=part, position=position, drafted=said[part], text=said[part]), by=by)
        else:
            text = row.text if row.is_rewritten else said[part]
            records.change(row, {"drafted": said[part], "text": text}, by=by)


@action(label=gettext_lazy("Renew the figures"), says=events.BRIEFING_REDRAWN, allow="change", when="is_draft", icon="refresh")
def renew(briefing: Briefing, *, by: User) -> None:
    """Chapters that were rewritten keep their words."""
    draft(briefing, by)


@action(label=gettext_lazy("Rewrite"), says=events.CHAPTER_REWRITTEN, allow="change", form=RewriteForm, when="may_be_written", icon="pencil")
def rewrite(chapter: Chapter, *, by: User, text: str) -> None:
    chapter.text = text.strip()
    chapter.save(update_fields=["text"])


@action(label=gettext_lazy("As the figures say"), says=events.CHAPTER_RESTORED, allow="change", when="may_be_restored", icon="arrow-back-up")
def restore_words(chapter: Chapter, *, by: User) -> None:
    chapter.text = chapter.drafted
    chapter.save(update_fields=["text"])


@action(label=pgettext_lazy("briefing", "Send"), says=events.BRIEFING_SENT, form=SendForm, when="is_draft", icon="send")
def send(briefing: Briefing, *, by: User, readers: Iterable[User], note: str = "") -> None:
    """It is opened to the readers, and not changed any more; their letters go out by themselves."""
    held = set(shares_of(briefing).values_list("user", flat=True))
    for reader in (each for each in readers if each.pk not in held):
        Share.objects.create(model=Briefing._meta.label, record_id=briefing.pk, verb=VIEW, user=reader, starts_on=timezone.localdate())
    briefing.state, briefing.sent_at = State.SENT, clock.now()
    briefing.save(update_fields=["state", "sent_at"])
