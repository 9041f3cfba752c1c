"""What no Screen of territories can say: the way to what overlaps today."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


def overlaps(request: HttpRequest) -> HttpResponse:
    """The customers in two territories at once, side by side."""
    return HttpResponseRedirect(f"{reverse('territories-coverage-list')}?{urlencode({'overlap': 'today', 'sort': 'account'})}")
