"""What people say about a record, in threads, and the signs they answer with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..choices import Sign


class Comment(models.Model):
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("Comment"), max_length=5000)
    created_at = models.DateTimeField(default=clock.now)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("Answers"))
    """The comment that began it; empty for that one itself."""

    class Meta:
        verbose_name = _("Comment")
        verbose_name_plural = _("Comments")
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="comment_timeline")]

    def __str__(self) -> str:
        return self.text[:80]


class CommentReaction(models.Model):
    """One person's sign on one comment: agreed, thanks, seen, without a word."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sign = models.CharField(max_length=8, choices=Sign)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("Reaction")
        verbose_name_plural = _("Reactions")
        constraints = [models.UniqueConstraint(fields=["comment", "person", "sign"], name="one_sign_per_person_and_comment")]

    def __str__(self) -> str:
        return f"{self.person} {self.sign}"
