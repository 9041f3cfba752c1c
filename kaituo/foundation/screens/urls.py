"""The addresses of every Screen, generated from the declarations."""

from django.urls import URLPattern, include, path

from .screen import SCREENS, Screen
from .views.arrange import ColumnsView, RemoveView, SaveView
from .views.board import AddView, BoardView, DropView
from .views.calendar import CalendarView
from .views.field import FieldView, RevealView
from .views.find import find_view
from .views.form import FormView
from .views.list import ListView
from .views.lookup import lookup
from .views.page import PageView, TimelineView
from .views.remarks import AttachView, CommentView, ReactView, TagView, attachment
from .views.verb import BulkFieldView, BulkView, VerbView


def patterns(screen: Screen) -> list[URLPattern]:
    """A screen may name another class for any of its views: `list_view = MyListView`."""
    views = [
        ("", "list", getattr(screen, "list_view", ListView)),
        ("new/", "new", getattr(screen, "form_view", FormView)),
        ("board/", "board", getattr(screen, "board_view", BoardView)),
        ("board/drop/", "drop", DropView),
        ("board/add/", "add-card", AddView),
        ("calendar/", "calendar", getattr(screen, "calendar_view", CalendarView)),
        ("columns/", "columns", ColumnsView),
        ("views/", "save-view", SaveView),
        ("views/<int:pk>/remove/", "remove-view", RemoveView),
        ("bulk/<slug:name>/", "bulk", getattr(screen, "bulk_view", BulkView)),
        ("bulk/field/<slug:name>/", "bulk-field", BulkFieldView),
        ("<int:pk>/", "page", getattr(screen, "page_view", PageView)),
        ("<int:pk>/edit/", "edit", getattr(screen, "form_view", FormView)),
        ("<int:pk>/do/<slug:name>/", "verb", getattr(screen, "verb_view", VerbView)),
        ("<int:pk>/field/<slug:name>/", "field", FieldView),
        ("<int:pk>/reveal/<slug:name>/", "reveal", RevealView),
        ("<int:pk>/timeline/", "timeline", TimelineView),
        ("<int:pk>/comments/", "comment", CommentView),
        ("<int:pk>/reactions/", "react", ReactView),
        ("<int:pk>/files/", "attach", AttachView),
        ("<int:pk>/tags/", "tag", TagView),
    ]
    return [path(f"{screen.slug}/{tail}", view.as_view(screen=screen), name=f"{screen.name}-{name}") for tail, name, view in views]


finding = [path("", find_view, name="results")]
urlpatterns = [
    path("search/", include((finding, "search"))),
    path("lookup/<str:label>/", lookup, name="lookup"),
    path("attachments/<int:pk>/", attachment, name="attachment"),
    *(pattern for screen in SCREENS.values() for pattern in patterns(screen)),
]
