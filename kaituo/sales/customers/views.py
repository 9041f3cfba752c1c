"""What no Screen of customers can say: the search behind the picker of divisions."""

from django.http import HttpRequest, JsonResponse

from .divisions import found


def find_divisions(request: HttpRequest) -> JsonResponse:
    """`?q=sz&chosen=320000` → {"results": [{"value", "text"}]}."""
    divisions = found(request.GET.get("q", ""), request.GET.get("chosen", ""))
    return JsonResponse({"results": [{"value": each.code, "text": each.full_name} for each in divisions]})
