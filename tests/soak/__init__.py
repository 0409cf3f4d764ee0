"""What is too long for every run of the tests."""

import os
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("UPLOADS_DIR", os.path.join(tempfile.mkdtemp(prefix="ktpel-soak-"), "uploads"))
