import os
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from monitoring.management.commands.prepare import collected_at, newest_static_source
from monitoring.models import District, Province, User


def prepared():
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_database_that_holds_something_is_left_as_it_is():
    Province.objects.filter(code="96").update(name="as the centre wrote it")

    said = prepared()

    assert Province.objects.get(code="96").name == "as the centre wrote it"
    assert "Loading" not in said
    assert "http://127.0.0.1:8000/" in said


@pytest.mark.django_db
def test_districts_bear_what_is_in_force_on_the_portals_day(settings):
    settings.PORTAL_TODAY = date(2026, 1, 1)

    prepared()

    assert District.objects.get(name="Kabupaten Merauke").code == "93.01"


@pytest.mark.django_db
def test_the_password_is_shown_only_while_it_is_the_right_one():
    pusat = User.objects.create_user("pusat", password=settings.DEMO_PASSWORD)
    before = prepared()
    pusat.set_password("changed by its owner")
    pusat.save()

    after = prepared()

    assert "  pusat    the centre\n" in before
    assert f"  password {settings.DEMO_PASSWORD}\n" in before
    assert settings.DEMO_PASSWORD not in after


def test_static_files_are_collected_again_only_when_one_is_newer(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    never = collected_at()
    (tmp_path / "staticfiles.json").touch()
    os.utime(tmp_path / "staticfiles.json", (newest_static_source() + 1,) * 2)

    assert never == 0
    assert collected_at() > newest_static_source()
