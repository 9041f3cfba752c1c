"""Every refusal as a JSON problem in the person's language: what went wrong, and at which field."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as UnreadableAddress

from kaituo.foundation.records.refusals import Doubtful, Stale


class WrongBody(Exception):
    """The body is not a JSON object that can be read."""


class TooMany(Exception):
    """More requests than one caller may send; `wait` in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Wrong(Exception):
    """Sentences per field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(errors)
        self.errors = errors


def problem(status: int, title: str, **more: Any) -> JsonResponse:
    body = {"status": status, "title": str(title), **more}
    response = JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = get_language()
    return response


def not_found(request: HttpRequest, *_args: Any, **_parts: Any) -> JsonResponse:
    return problem(404, _("There is nothing here, or you may not see it."))


def sentences(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {name: [str(message) for message in messages] for name, messages in error.message_dict.items()}
    return {NON_FIELD_ERRORS: [str(message) for message in error.messages]}


def wrong(errors: dict[str, list[str]]) -> JsonResponse:
    return problem(422, _("Something is not right yet."), errors=errors)


def doubtful(error: Doubtful) -> JsonResponse:
    """Sent again with `accepts_doubts`, it is done all the same, where `may_be_accepted`."""
    hints = [{"text": hint.text, "id": hint.row.pk if hint.row else None} for hint in error.hints]
    return problem(422, error.sentence, errors=sentences(error), doubts=hints, may_be_accepted=bool(error.answer))


def denied(error: PermissionDenied) -> JsonResponse:
    return problem(403, str(error) or _("You are not allowed to do that."))


def stale(error: Stale) -> JsonResponse:
    return problem(409, str(error), theirs={name: {"then": then, "now": now} for name, (then, now) in error.theirs.items()})


def too_many(error: TooMany) -> JsonResponse:
    response = problem(429, _("Too many requests. Please wait a little."))
    response.headers["Retry-After"] = str(error.wait)
    return response


def unknown(error: HttpError) -> JsonResponse:
    if isinstance(error, AuthenticationError):
        return problem(401, _("Sign in, or send a token that is valid."))
    return problem(error.status_code, _("The request was refused."))


def install(api: NinjaAPI) -> None:
    """Answer every refusal of this interface as a problem."""
    answers = {
        Http404: lambda _error: not_found(None),
        UnreadableAddress: lambda _error: not_found(None),
        PermissionDenied: denied,
        Stale: stale,
        TooMany: too_many,
        Doubtful: doubtful,
        ValidationError: lambda error: wrong(sentences(error)),
        Wrong: lambda error: wrong(error.errors),
        RequestDataTooBig: lambda _error: problem(413, _("What was sent is larger than the server takes. Nothing was saved.")),
        WrongBody: lambda _error: problem(400, _("The body must be a JSON object.")),
        HttpError: unknown,
        AuthenticationError: unknown,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, lambda _request, error, answer=answer: answer(error))
