"""A NUL is dropped from what is asked or sent."""

from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from kaituo.foundation.ui.nulls import WithoutNulls, cleaned


def read(request) -> tuple[str, str]:
    WithoutNulls(lambda asked: HttpResponse()).process_view(request, read, (), {})
    return request.GET.get("q", ""), request.POST.get("name", "")


def test_a_nul_is_dropped_from_what_is_asked_and_what_is_sent():
    assert read(RequestFactory().post("/?q=a%00b", {"name": "c\0d"})) == ("ab", "cd")


def test_what_has_no_nul_is_left_as_it_came():
    request = RequestFactory().post("/?q=ab", {"name": "cd"})
    asked, sent = request.GET, request.POST
    assert read(request) == ("ab", "cd")
    assert request.GET is asked
    assert request.POST is sent


def test_several_values_of_one_name_keep_their_order():
    assert cleaned(QueryDict("a=1%00&a=2&b=3")).urlencode() == "a=1&a=2&b=3"
