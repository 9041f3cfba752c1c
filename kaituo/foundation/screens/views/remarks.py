"""What people add on a record's page: comments, files, tags; and the way a file comes back."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import VIEW, demand, fetch
from kaituo.foundation.records.discussion import comment, react
from kaituo.foundation.records.files import thumbnail
from kaituo.foundation.records.models import Attachment
from kaituo.foundation.records.remarks import attach, detach, tag, untag

from ..screen import model_of
from .base import ScreenView, go_to, toast


class RemarkView(ScreenView):
    """POST to one record; a refusal is said as a message and changes nothing."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.fetch(pk)
        try:
            self.add(row)
        except ValidationError as refusal:
            return toast(HttpResponse(status=422), " ".join(refusal.messages), "bad")
        return go_to(request, self.screen.url("page", pk))

    def add(self, row) -> None:
        raise NotImplementedError


class CommentView(RemarkView):
    def add(self, row) -> None:
        sent, thread = self.request.POST, self.request.POST.get("thread", "")
        files = self.request.FILES.getlist("files")
        comment(row, by=self.request.user, text=sent.get("text", ""), thread=int(thread) if thread.isdigit() else None, files=files)


class ReactView(RemarkView):
    def add(self, row) -> None:
        said = self.request.POST.get("comment", "")
        react(row, by=self.request.user, comment=int(said) if said.isdigit() else 0, sign=self.request.POST.get("sign", ""))


class AttachView(RemarkView):
    """A `file` to keep, or the id in `remove` of one to take off."""

    def add(self, row) -> None:
        gone, file = self.request.POST.get("remove", ""), self.request.FILES.get("file")
        if gone.isdigit():
            detach(get_object_or_404(Attachment, pk=gone, subject_type=row._meta.label, subject_id=row.pk), row, by=self.request.user)
        elif file is not None:
            attach(row, by=self.request.user, file=file)
        else:
            raise ValidationError(_("Choose a file first."))


class TagView(RemarkView):
    def add(self, row) -> None:
        if gone := self.request.POST.get("remove", ""):
            untag(row, by=self.request.user, name=gone)
        else:
            tag(row, by=self.request.user, name=self.request.POST.get("name", ""))


def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes, always as a download, for whoever may see the record; of an image with `?small` a small one to look at."""
    kept = get_object_or_404(Attachment, pk=pk)
    try:
        rows = model_of(kept.subject_type)._default_manager.all()
    except LookupError as error:
        raise Http404 from error
    demand(request.user, VIEW, fetch(request.user, rows, pk=kept.subject_id))
    if kept.is_image and "small" in request.GET:
        return _small(kept)
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.content_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _small(kept: Attachment) -> FileResponse:
    with kept.file.open("rb") as file:
        response = FileResponse(thumbnail(file), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
