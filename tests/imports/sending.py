"""Files sent to the portal in tests: the day and the moment are always given."""

from datetime import UTC, date, datetime

from monitoring.imports.limits import COMMAND_LINE
from monitoring.imports.stored.sending import Sending
from monitoring.imports.stored.undoing import undo_upload
from monitoring.imports.stored.uploads import apply_upload, check_and_apply, check_upload

TODAY = date(2017, 7, 16)
NOW = datetime(2017, 7, 16, 3, 0, tzinfo=UTC)


def sending(content, by, *, filename="laporan.xlsx", today=TODAY, at=NOW, limits=COMMAND_LINE, **options):
    return Sending(content, filename, by, at, today, limits=limits, **options)


def check(content, by, **options):
    return check_upload(sending(content, by, **options))


def apply(upload, by, **options):
    return apply_upload(upload, by=by, at=NOW, today=TODAY, **options)


def load(content, by, *, skip_refused=False, columns_dismissed=False, **options):
    return check_and_apply(
        sending(content, by, **options), skip_refused=skip_refused, columns_dismissed=columns_dismissed
    )


def undo(upload, by, *, really=True):
    return undo_upload(upload, by=by, at=NOW, today=TODAY, apply=really)


def codes(found):
    """Return the code and cell of each finding."""
    return [(finding.code, finding.cell) for finding in found.findings]
