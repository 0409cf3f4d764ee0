from datetime import timedelta

import pytest
from django.core.management import call_command

from monitoring.imports.stored.expiring import expire_uploads
from monitoring.imports.stored.uploads import NotApplied
from monitoring.models import Upload
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx
from tests.makers import NOW

pytestmark = pytest.mark.django_db(transaction=True)

ROW = ("32.04", "KAB. BANDUNG", "06/06/2017", 100, 2, 50)
A_WEEK = timedelta(days=7)
A_SECOND = timedelta(seconds=1)


def test_a_check_expires_after_a_week_file_and_all(central_staff):
    upload, _ = check(xlsx([ROW]), central_staff)
    storage, name = upload.file.storage, upload.file.name

    expired = expire_uploads(at=NOW + A_WEEK + A_SECOND)

    upload.refresh_from_db()
    assert expired == 1
    assert (upload.state, upload.file.name, upload.findings, upload.understood) == ("expired", "", [], {})
    assert not storage.exists(name)


def test_a_refused_file_expires_too(central_staff):
    check(xlsx([("32.04", "KAB. BANDUNG", "06/06/2017", "x", None, None)]), central_staff)

    assert expire_uploads(at=NOW + A_WEEK + A_SECOND) == 1


def test_a_check_of_this_week_stays(central_staff):
    upload, _ = check(xlsx([ROW]), central_staff)

    assert expire_uploads(at=NOW + A_WEEK) == 0
    assert upload.file.storage.exists(upload.file.name)


def test_what_was_applied_never_expires(central_staff):
    upload, _ = check(xlsx([ROW]), central_staff)
    apply(upload, central_staff)

    assert expire_uploads(at=NOW + 100 * A_WEEK) == 0
    assert upload.file.storage.exists(upload.file.name)


def test_an_expired_check_cannot_be_applied(central_staff):
    upload, _ = check(xlsx([ROW]), central_staff)
    expire_uploads(at=NOW + A_WEEK + A_SECOND)

    with pytest.raises(NotApplied, match="state"):
        apply(upload, central_staff)


def test_the_command_says_how_many_expired(central_staff, capsys):
    upload, _ = check(xlsx([ROW]), central_staff)
    Upload.objects.filter(pk=upload.pk).update(received_at=NOW - 5000 * A_WEEK)

    call_command("expire_uploads")

    assert capsys.readouterr().out.startswith("1 ")
