"""Headers that every answer has, be it a refusal by Django itself, and the methods that are answered."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST")
"""The portal's pages know no other."""

SWITCHED_OFF = (
    "accelerometer autoplay browsing-topics camera compute-pressure cross-origin-isolated display-capture "
    "encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection "
    "keyboard-map local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture "
    "publickey-credentials-create publickey-credentials-get screen-wake-lock serial storage-access usb "
    "window-management xr-spatial-tracking"
).split()
"""What a browser could give to a page: the portal needs none of it."""

ALWAYS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in SWITCHED_OFF),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Django writes these too, but not on what it refuses before it gets that far.
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}

NOT_KEPT = "no-store, private"
"""For what says nothing of it: a page of someone who signed in must not stay in a shared browser."""


class HeadersMiddleware:
    """Complete the headers of every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response


class MethodsMiddleware:
    """Refuse methods that no page has: a view would take them for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
