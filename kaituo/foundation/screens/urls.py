"""The addresses of every Screen, generated from the declarations."""

from django.urls import URLPattern, include, path

from .screen import SCREENS, Screen
from .views.find import find_view
from .views.form import FormView
from .views.list import ListView
from .views.page import PageView
from .views.verb import BulkView, VerbView


def patterns(screen: Screen) -> list[URLPattern]:
    """A screen may name another class for any of its views: `list_view = MyListView`."""
    views = [
        ("", "list", getattr(screen, "list_view", ListView)),
        ("new/", "new", getattr(screen, "form_view", FormView)),
        ("bulk/<slug:name>/", "bulk", BulkView),
        ("<int:pk>/", "page", getattr(screen, "page_view", PageView)),
        ("<int:pk>/edit/", "edit", getattr(screen, "form_view", FormView)),
        ("<int:pk>/do/<slug:name>/", "verb", VerbView),
    ]
    return [path(f"{screen.slug}/{tail}", view.as_view(screen=screen), name=f"{screen.name}-{name}") for tail, name, view in views]


finding = [path("", find_view, name="results")]
urlpatterns = [path("search/", include((finding, "search"))), *(pattern for screen in SCREENS.values() for pattern in patterns(screen))]
