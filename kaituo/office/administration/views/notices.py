"""Which kinds of notice the company tells at all, and how their deliveries fare."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.notices import actions
from kaituo.foundation.notices.kinds import KINDS
from kaituo.foundation.notices.models import Delivery
from kaituo.foundation.notices.wishing import switches
from kaituo.foundation.ui.fragments import render_page

from ..actions.installation import demand_administrator


@require_GET
def notice_kinds_view(request: HttpRequest) -> HttpResponse:
    demand_administrator(request.user)
    reminders, others = switches()
    context = {"groups": ((_("Built-in reminders"), reminders), (_("Other notices"), others)), "dead": Delivery.objects.dead().count()}
    return render_page(request, "administration/notice_kinds.html", context)


@require_POST
def switch_kind_view(request: HttpRequest, kind: str) -> HttpResponse:
    demand_administrator(request.user)
    if kind not in KINDS:
        raise Http404
    actions.switch(KINDS[kind], request.POST.get("is_on") == "yes", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("administration:notice_kinds")
