"""The discussion of a record of any kind: comments and what is answered to them, with files, people who are named, and signs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from .bells import ring
from .choices import SIGNS, Sign
from .facts import COMMENTED
from .log import state
from .models import Attachment, Comment, CommentReaction
from .refusals import Refused
from .remarks import demand, keep_file

MENTION = re.compile(r"@([\w.+-]+)")
LONGEST_COMMENT = 5000
MOST_FILES = 10


@transaction.atomic
def comment(row: models.Model, *, by: User, text: str, thread: int | None = None, files: Sequence[UploadedFile] = ()) -> Comment:
    """Say something about the row, or answer in the thread that a comment began. `@name` mentions a person who may see it; whoever may not is not told of it.

    Raises ValidationError for an empty or endless text and for files that are not kept, Refused when the comment to answer is gone.
    """
    demand(by, "comment", row)
    text = text.strip()
    if not text or len(text) > LONGEST_COMMENT:
        raise ValidationError({"text": _("A comment has 1 to %(most)s characters.") % {"most": LONGEST_COMMENT}})
    if len(files) > MOST_FILES:
        raise ValidationError({"files": _("A comment has %(most)s files at most.") % {"most": MOST_FILES}})
    said = Comment.objects.create(subject_type=row._meta.label, subject_id=row.pk, author=by, text=text, thread=_begun_by(row, thread))
    said.mentions.set(mentioned(row, text))
    for file in files:
        keep_file(row, by=by, file=file, comment=said)
    ring([state(COMMENTED, row, by=by, inputs={"comment": said})])
    return said


def _begun_by(row: models.Model, thread: int | None) -> Comment | None:
    """The first comment of the thread; an answer to an answer stands in the same one."""
    if thread is None:
        return None
    found = _on(row, thread)
    return found.thread or found


def _on(row: models.Model, pk: int) -> Comment:
    found = Comment.objects.filter(subject_type=row._meta.label, subject_id=row.pk).select_related("thread").filter(pk=pk).first()
    if found is None:
        raise Refused(_("This comment is no longer there."))
    return found


def mentioned(row: models.Model, text: str) -> list[User]:
    """The people named by sign-in name or by their whole name, among those who may see the row."""
    names = {name.rstrip(".") for name in MENTION.findall(text)}
    people = User.objects.people().filter(models.Q(username__in=names) | models.Q(name__in=names), is_active=True)
    return [person for person in people if access.may(person, access.VIEW, row)]


@transaction.atomic
def react(row: models.Model, *, by: User, comment: int, sign: str) -> bool:
    """Put a sign on a comment, or take one's own off again. Whether it is there now. It is no fact of the record: nobody is told, nothing is logged."""
    demand(by, "comment", row)
    if sign not in Sign.values:
        raise Refused(_("There is no such sign."))
    said = _on(row, comment)
    gone, _kinds = CommentReaction.objects.filter(comment=said, person=by, sign=sign).delete()
    if not gone:
        CommentReaction.objects.create(comment=said, person=by, sign=sign)
    return not gone


def others_in_thread(said: Comment) -> set[User]:
    """Who spoke in it before."""
    if said.thread is None:
        return set()
    spoken = Comment.objects.filter(models.Q(pk=said.thread_id) | models.Q(thread=said.thread_id)).exclude(author=said.author)
    return {each.author for each in spoken.select_related("author")}


@dataclass
class Said:
    """A comment as it is drawn: `signs` is (sign, its picture, how many, their names, whether one's own is among them)."""

    comment: Comment
    files: list[Attachment] = field(default_factory=list)
    reactions: list[CommentReaction] = field(default_factory=list)

    def signs(self, user: User) -> list[tuple[str, str, int, str, bool]]:
        by_sign: dict[str, list[User]] = defaultdict(list)
        for each in self.reactions:
            by_sign[each.sign].append(each.person)
        return [
            (sign, SIGNS[sign], len(people), "、".join(person.name for person in people), user in people)
            for sign in Sign.values
            if (people := by_sign[sign])
        ]


@dataclass(frozen=True)
class Thread:
    """What began it, and the answers, oldest first."""

    said: list[Said]

    @property
    def newest(self) -> int:
        return self.said[-1].comment.pk

    @property
    def first(self) -> int:
        return self.said[0].comment.pk


def threads_of(ids: Iterable[int]) -> dict[int, Thread]:
    """{comment: the thread it stands in}, in as many questions for a page of comments as for one."""
    roots = {thread or pk for pk, thread in Comment.objects.filter(pk__in=list(ids)).values_list("pk", "thread")}
    spoken = Comment.objects.filter(models.Q(pk__in=roots) | models.Q(thread__in=roots)).select_related("author").order_by("pk")
    said = {each.pk: Said(each) for each in spoken}
    for file in Attachment.objects.filter(comment__in=said).order_by("pk"):
        said[file.comment_id].files.append(file)
    for reaction in CommentReaction.objects.filter(comment__in=said).select_related("person").order_by("pk"):
        said[reaction.comment_id].reactions.append(reaction)
    threads = {root: Thread([each for each in said.values() if root in (each.comment.pk, each.comment.thread_id)]) for root in roots if root in said}
    return {pk: threads[each.comment.thread_id or pk] for pk, each in said.items()}
