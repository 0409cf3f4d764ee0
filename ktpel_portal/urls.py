"""The portal is the admin, at the root."""

from django.urls import include, path

from monitoring.sites import portal

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", portal.urls),
]
