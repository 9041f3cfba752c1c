"""Every request has an id, which its events carry."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from .log import REQUEST_ID


class RequestId:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = str(uuid4())
        token = REQUEST_ID.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            REQUEST_ID.reset(token)
        response.headers["X-Request-Id"] = request.id
        return response
