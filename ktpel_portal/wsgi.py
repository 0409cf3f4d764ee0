"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ktpel_portal.odd_requests import read_as_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ktpel_portal.settings")

application = read_as_utf_8(get_wsgi_application())
