"""The addresses of administration that no screen gives, and those of a person's own settings."""

from django.urls import include, path

from .views import deputies, installation, notices, people

own = [
    path("", people.profile_view, name="profile"),
    path("email/", people.email_view, name="email"),
    path("deputies/", deputies.deputies_view, name="deputies"),
    path("deputies/<int:pk>/end/", deputies.end_deputy_view, name="end_deputy"),
    path("deputies/help/<int:pk>/end/", deputies.end_helper_view, name="end_helper"),
]
pages = [
    path("first-steps/", installation.first_steps_view, name="first_steps"),
    path("approvals/", installation.approvals_view, name="approvals"),
    path("holidays/bring/", installation.holidays_view, name="holidays"),
    path("users/<int:pk>/link/", people.link_view, name="link"),
    path("roles/<int:pk>/grants/", people.grants_view, name="grants"),
    path("team-tree/", people.teams_view, name="teams"),
    path("jobs/", installation.jobs_view, name="jobs"),
    path("jobs/schedules/<int:pk>/", installation.schedule_view, name="schedule"),
    path("jobs/<uuid:pk>/again/", installation.send_again_view, name="send_again"),
    path("notice-kinds/", notices.notice_kinds_view, name="notice_kinds"),
    path("notice-kinds/<str:kind>/", notices.switch_kind_view, name="switch_kind"),
    path("audit/", installation.audit_view, name="audit"),
    path("audit/verify/", installation.verify_view, name="verify"),
    path("system/", installation.system_view, name="system"),
]
urlpatterns = [path("me/", include((own, "identity"))), path("", include((pages, "administration")))]
