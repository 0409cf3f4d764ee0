"""How gunicorn serves; `gunicorn -c python:ktpel_portal.serving ktpel_portal.wsgi`."""

from ktpel_portal.settings import ENV

bind = f"127.0.0.1:{ENV.port}"
worker_class = "gthread"
workers = ENV.web_workers
threads = 4
# Seconds; a large upload is checked in well under that.
timeout = 60
graceful_timeout = 30
accesslog = None
# A socket in the home folder through which this server, or another one there, could be commanded.
control_socket_disable = True
