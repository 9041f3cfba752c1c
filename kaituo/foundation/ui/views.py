"""The catalogue page: every component in every state, for whoever writes the next screen."""

from django.http import HttpRequest, HttpResponse

from kaituo.foundation.ui import catalogue as examples
from kaituo.foundation.ui.fragments import render_page


def catalogue(request: HttpRequest) -> HttpResponse:
    return render_page(request, "ui/catalogue.html", examples.context(request.user))


def catalogue_form(request: HttpRequest) -> HttpResponse:
    form = examples.ExampleForm(request.POST or None, auto_id="dialog_%s")
    return render_page(request, "ui/catalogue_form.html", {"form": form, "heading": "ExampleForm"}, block="dialog")
