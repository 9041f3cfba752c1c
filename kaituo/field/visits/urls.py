"""The addresses of visits that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("visits/day/", views.day, name="visits-day"),
    path("visits/day/along/", views.taken_along, name="visits-along"),
    path("visits/day/send/", views.send, name="visits-send"),
    path("visits/plan/", views.plan, name="visits-plan"),
    path("visits/plan/add/", views.add, name="visits-add"),
    path("visits/plan/order/", views.order, name="visits-order"),
    path("visits/coverage/", views.coverage, name="visits-coverage"),
    path("visits/known/", views.known, name="visits-known"),
    path("visits/known/consent/", views.give_consent, name="visits-give-consent"),
    path("visits/known/withdraw/", views.withdraw_consent, name="visits-withdraw-consent"),
]
