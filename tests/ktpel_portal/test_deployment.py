import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from ktpel_portal.settings import STORAGES

KEY = "0123456789abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRODUCTION = {
    "SECRET_KEY": KEY,
    "AUDIT_KEY": KEY[::-1],
    "ALLOWED_HOSTS": "blangko.example",
    "DATABASE_URL": "postgres://portal:password@db.example/blangko",
    "EMAIL_URL": "smtp://portal:password@mail.example:587?tls=1",
    "EMAIL_FROM": "portal@blangko.example",
    "TRUSTED_PROXIES": "1",
}


def manage(*words, **variables):
    told = PRODUCTION | variables
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        # Files that nobody sends, and a database that nobody asks, in no folder of the project.
        env={"PATH": os.environ["PATH"]} | {name: value for name, value in told.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def told_by(**variables):
    """Return the checks that speak of a production whose settings differ in these."""
    done = manage("check", "--deploy", **variables)
    return set(re.findall(r"\((\w+\.[A-Z][0-9]+)\)", done.stderr))


def test_production_settings_give_no_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


@pytest.mark.parametrize(
    ("variables", "own", "of_django"),
    [
        ({"SECRET_KEY": "short"}, {"portal.W001"}, {"security.W009"}),
        ({"SECRET_KEY": "ab" * 40}, {"portal.W001"}, {"security.W009"}),
        ({"SECRET_KEY": f"change-me {KEY}"}, {"portal.W001"}, set()),
        ({"AUDIT_KEY": "short"}, {"portal.W002"}, set()),
        ({"AUDIT_KEY": None}, {"portal.I001"}, set()),
        ({"DEBUG": "1", "HTTPS": "1", "SECOND_FACTOR": "1"}, {"portal.W003"}, {"security.W018"}),
        ({"DEMO": "1", "SECOND_FACTOR": "1"}, {"portal.W004"}, set()),
        ({"DATABASE_URL": "sqlite:////tmp/none.sqlite3"}, {"portal.W005"}, set()),
        ({"EMAIL_URL": None, "EMAIL_FROM": None}, {"portal.W006"}, set()),
        ({"SECOND_FACTOR": "0"}, {"portal.W007"}, set()),
        ({"HTTPS": "0"}, {"portal.W008"}, {f"security.W0{n}" for n in ("04", "08", "12", "16")}),
        ({"ALLOWED_HOSTS": "*"}, {"portal.W009"}, set()),
        ({"PORTAL_TODAY": "2017-07-16"}, {"portal.W010"}, set()),
        ({"TRUSTED_PROXIES": None}, {"portal.I002"}, set()),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_is_unsafe_is_named_and_nothing_else(variables, own, of_django):
    assert told_by(**variables) == own | of_django


def test_without_deploy_a_demonstration_is_not_nagged():
    done = manage("check", DEMO="1", HTTPS="0", DATABASE_URL="sqlite:////tmp/none.sqlite3")

    assert done.stdout == "System check identified no issues (0 silenced).\n"


COOKIES = """
from django.conf import settings as s
for name in ("SESSION", "CSRF", "LANGUAGE"):
    parts = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
    print(*[getattr(s, f"{name}_COOKIE_{part}") for part in parts])
"""


@pytest.mark.parametrize(("https", "prefix"), [("1", "__Host-"), ("0", "")])
def test_cookies_belong_to_this_host_alone(https, prefix):
    done = manage("shell", "--no-imports", "-c", COOKIES, HTTPS=https)

    assert done.stdout.splitlines() == [
        f"{prefix}{name} {https == '1'} True Lax / None"
        for name in ("sessionid", "csrftoken", "django_language")
    ]


@pytest.mark.parametrize(
    ("proxies", "believed"), [("0", "None"), ("1", "('HTTP_X_FORWARDED_PROTO', 'https')")]
)
def test_only_behind_a_proxy_a_header_says_that_it_was_https(proxies, believed):
    asked = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"

    done = manage("shell", "--no-imports", "-c", asked, TRUSTED_PROXIES=proxies)

    assert done.stdout == f"{believed}\n"


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
