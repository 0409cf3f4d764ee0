"""What is too long for every run of the tests."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if "UPLOADS_DIR" not in os.environ:
    folder = tempfile.mkdtemp(prefix="ktpel-soak-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["UPLOADS_DIR"] = os.path.join(folder, "uploads")
