"""Pages for what went wrong: in the reader's language, without a trace, with the id that the log has.

They ask neither the database nor who is signed in: what failed may be just that.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ktpel_portal.request_ids import NO_REQUEST


def page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    context = {"request_id": getattr(request, "id", NO_REQUEST)}
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    # For who keeps a record of what was refused.
    request.is_csrf_failure = True
    return page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, "500.html", 500)
