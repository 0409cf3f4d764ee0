import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from ktpel_portal.settings import STORAGES

KEY = "0123456789abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def manage(*words, **variables):
    production = {"PATH": os.environ["PATH"], "SECRET_KEY": KEY, "ALLOWED_HOSTS": "blangko.example"}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=production | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_give_no_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


def test_an_odd_variable_stops_every_command_with_a_sentence():
    done = manage("check", HTTPS="maybe")

    assert done.returncode == 1
    assert "HTTPS is “maybe”: write 1 for on or 0 for off." in done.stderr


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_every_static_file_that_another_names_is_there(settings, tmp_path):
    settings.STORAGES = STORAGES
    settings.STATIC_ROOT = tmp_path

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()
