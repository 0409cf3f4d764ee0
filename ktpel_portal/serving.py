"""How gunicorn serves; `gunicorn -c python:ktpel_portal.serving ktpel_portal.wsgi`."""

from gunicorn.http.wsgi import Response

from ktpel_portal.settings import ENV, LOGGING

bind = f"127.0.0.1:{ENV.port}"
worker_class = "gthread"
workers = ENV.web_workers
threads = 4
# Seconds; a large upload is checked in well under that.
timeout = 60
graceful_timeout = 30
accesslog = None
# Its own messages too, what a client sent among them, are written as the portal's: one line each.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": LOGGING["filters"],
    "formatters": {"generic": LOGGING["formatters"]["line"]},
    "handlers": {"error_console": LOGGING["handlers"]["stderr"] | {"formatter": "generic"}},
    "root": {"handlers": ["error_console"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": ["error_console"], "level": "INFO", "propagate": False}},
}
# A socket in the home folder through which this server, or another one there, could be commanded.
control_socket_disable = True
# Whoever connects from this machine would be believed to have come by https. Whom to believe is decided in
# proxies.py alone.
forwarded_allow_ips = ""

_default_headers = Response.default_headers


def _without_server(response: Response) -> list[str]:
    """Return gunicorn's own headers, but for the one that says what serves: it has no setting for that."""
    return [line for line in _default_headers(response) if not line.startswith("Server:")]


Response.default_headers = _without_server
