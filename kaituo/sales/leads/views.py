"""The form that anybody may fill in: `/f/<key>/`."""

from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Doubtful
from kaituo.foundation.ui.fragments import render_page

from . import actions, public
from .forms import EnquiryForm
from .models import Lead, WebForm

TOO_MANY = 429


@login_not_required
def enquiry(request: HttpRequest, key: str) -> HttpResponse:
    asked = get_object_or_404(WebForm.objects.active(), key=key, is_on=True)
    if request.method == "POST":
        return receive(request, asked)
    form = EnquiryForm(asks=asked.asks, initial={"begun": public.begin(asked)})
    return show(request, asked, form)


def receive(request: HttpRequest, asked: WebForm) -> HttpResponse:
    """Whoever sends what is on record already, and is kept out by a rule, is thanked as everybody is: a stranger learns nothing."""
    form = EnquiryForm(request.POST, asks=asked.asks, instance=lead_of(asked, request))
    if not form.is_valid():
        return show(request, asked, form, status=422)
    if form.cleaned_data["homepage"]:
        return thank(request, asked)
    if not public.is_timely(asked, form.cleaned_data["begun"]):
        form = EnquiryForm({**request.POST.dict(), "begun": public.begin(asked)}, asks=asked.asks)
        return show(request, asked, form, status=422, problem=_("Please look over what you wrote and send it once more."))
    if public.is_flooding(asked, get_adapter(request).get_client_ip(request)):
        return show(request, asked, form, status=TOO_MANY, problem=_("That was a lot of enquiries. Please try again in an hour."))
    with suppress(Doubtful):
        actions.capture(form.save(commit=False), by=User.objects.system(), path="web")
    return thank(request, asked)


def lead_of(asked: WebForm, request: HttpRequest) -> Lead:
    """What the form itself knows of the enquiry; `?campaign=` of a link goes before the form's own."""
    campaign = request.GET.get("campaign", "")[:120] or asked.campaign
    return Lead(web_form=asked, source=asked.source, campaign=campaign, owner=asked.owner, language=request.LANGUAGE_CODE)


def show(request: HttpRequest, asked: WebForm, form: EnquiryForm, status: int = 200, problem: str = "") -> HttpResponse:
    return render_page(request, "leads/enquiry.html", {"asked": asked, "form": form, "problem": problem}, status=status)


def thank(request: HttpRequest, asked: WebForm) -> HttpResponse:
    return render_page(request, "leads/thanks.html", {"asked": asked})
