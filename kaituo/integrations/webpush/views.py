"""The page of one's devices, switching a browser on and off, and trying whether a message arrives."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.ui.fragments import render_page

from . import actions, trying
from .forms import DeviceForm
from .keys import installation_key
from .models import Device


@require_GET
def devices_view(request: HttpRequest) -> HttpResponse:
    mine = Device.objects.active().filter(person=request.user).order_by("-pk")
    return render_page(request, "webpush/devices.html", {"devices": mine, "key": installation_key().public})


@require_POST
def allow_view(request: HttpRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422, json_dumps_params={"ensure_ascii": False})
    actions.allow(form.cleaned_data, by=request.user)
    return HttpResponse(status=204)


@require_POST
def revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    device = fetch(request.user, Device.objects.active().filter(person=request.user), "change", pk=pk)
    actions.revoke(device, by=request.user)
    messages.success(request, _("Push messages are switched off on this device."))
    return redirect("webpush:devices")


@require_POST
def try_view(request: HttpRequest) -> HttpResponse:
    said, worked = trying.try_out(by=request.user)
    (messages.success if worked else messages.error)(request, said)
    return redirect("webpush:devices")
