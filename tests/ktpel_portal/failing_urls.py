"""The portal's pages, and some that fail: what an accident looks like from outside."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.urls import path

from ktpel_portal import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def fails(request):
    raise RuntimeError("a secret of the machine\n2026-01-01 INFO forged line")


def refuses(request):
    raise PermissionDenied


def suspects(request):
    raise SuspiciousOperation("odd")


def tells(request):
    return HttpResponse(
        f"{request.META['REMOTE_ADDR']} {request.scheme} {request.META.get('HTTP_X_REAL_IP')}"
    )


urlpatterns = [
    path("fails/", fails),
    path("refuses/", refuses),
    path("suspects/", suspects),
    path("tells/", tells),
    *urls.urlpatterns,
]
