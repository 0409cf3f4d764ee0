import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import DistrictReport, SecurityEvent
from tests.imports.sending import check, load
from tests.imports.sheets import xlsx

pytestmark = pytest.mark.django_db

BANDUNG = xlsx([("32.04", "KAB. BANDUNG", date(2017, 6, 6), 100, 2, 50)])


def run(*options):
    said = StringIO()
    call_command("undo_upload", *options, stdout=said)
    return said.getvalue()


def test_an_undo_is_shown_before_it_is_done(central_staff):
    upload, _ = load(BANDUNG, central_staff)

    said = json.loads(run(str(upload.pk), "--json"))

    assert said == {"restored": 0, "kept": 0, "deleted": 1}
    assert DistrictReport.objects.count() == 1


def test_an_undo_is_done_when_asked(central_staff):
    upload, _ = load(BANDUNG, central_staff)

    said = run(str(upload.pk), "--apply")

    assert said == "0 dipulihkan, 0 dibiarkan karena sudah berubah, 1 dihapus.\n"
    assert DistrictReport.objects.count() == 0


def test_what_is_taken_back_is_kept_as_an_event_and_what_is_only_shown_is_not(central_staff):
    upload, _ = load(BANDUNG, central_staff)

    run(str(upload.pk))
    run(str(upload.pk), "--apply")

    event = SecurityEvent.objects.get()
    assert (event.kind, event.account, event.address) == ("undone", central_staff, "")
    assert (event.about, event.details["through"]) == (f"upload {upload.pk}", "command")


def test_a_check_cannot_be_taken_back(central_staff):
    upload, _ = check(BANDUNG, central_staff)

    with pytest.raises(CommandError, match="diperiksa"):
        run(str(upload.pk))


def test_an_upload_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="999"):
        run("999")
