"""Pages of the sign-in library that we do not have: nobody registers, and addresses are the administrator's to change."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path


@login_not_required
def closed(request: HttpRequest, **_parts: str) -> HttpResponse:
    raise Http404


urlpatterns = [path(f"account/{page}/", closed) for page in ("signup", "email", "confirm-email", "login/code/confirm")]
urlpatterns += [re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", closed)]
