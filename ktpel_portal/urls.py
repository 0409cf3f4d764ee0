"""The portal is the admin, at the root."""

from django.urls import include, path

from monitoring.sites import portal

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", portal.urls),
]

handler400 = "ktpel_portal.errors.bad_request"
handler403 = "ktpel_portal.errors.permission_denied"
handler404 = "ktpel_portal.errors.not_found"
handler500 = "ktpel_portal.errors.server_error"
