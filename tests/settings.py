"""The portal's settings, but for what would only cost the tests time."""

from ktpel_portal.settings import *  # noqa: F403
from ktpel_portal.settings import DATABASES, ENV, STORAGES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the portal: in memory, threads and a second connection meet other locks than there.
    DATABASES["default"]["TEST"] = {"NAME": str(ENV.uploads_dir.parent / "test.sqlite3")}

# Files as they lie, so that the tests need no collectstatic.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = ENV.uploads_dir.parent / "static"
STATIC_ROOT.mkdir(exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
