"""A file on its way: received and checked, then applied. Nothing is written before it was shown."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from monitoring.imports.cells.identity import covered_text
from monitoring.imports.stored.checking import Check, carry_out, check_reading
from monitoring.imports.stored.kept_findings import as_json
from monitoring.imports.stored.own_rows import hold_own
from monitoring.imports.stored.permitting import permitted_kinds
from monitoring.imports.stored.regions import region_of
from monitoring.imports.stored.reports import Author
from monitoring.imports.stored.sending import Sending, read_sending, sent_again
from monitoring.models import Through, Upload, UploadState, User
from monitoring.models.scoping import sees_all

OPEN_STATES = (UploadState.CHECKED, UploadState.REFUSED)
"""A file in one of these has changed nothing, and may be checked again."""


class NotApplied(Exception):
    """The upload was not applied. `finding` says why where the reason is not in the check itself."""

    def __init__(self, check: Check | None, code: str) -> None:
        super().__init__(code)
        self.check = check
        self.code = code


class Step(Enum):
    """A stretch of the way of a file, told when it begins."""

    READ = _("reading the file")
    CHECK = _("checking it against what is stored")
    KEEP = _("keeping the file")
    STORE = _("storing the figures")


def _in_silence(step: Step) -> None:
    """Tell nobody."""


def check_upload(sending: Sending, *, tell: Callable[[Step], None] = _in_silence) -> tuple[Upload, Check]:
    """Read and check a file, and keep it with what was found. Figures are untouched.

    Raises SeveralRegions.
    """
    tell(Step.READ)
    reading = read_sending(sending)
    with transaction.atomic():
        tell(Step.CHECK)
        check = check_reading(reading, permitted_kinds(sending.by))
        tell(Step.KEEP)
        return record(sending, check), check


def check_and_apply(
    sending: Sending,
    *,
    skip_refused: bool = False,
    columns_dismissed: bool = False,
    tell: Callable[[Step], None] = _in_silence,
    and_then: Callable[[Upload, Check], None] | None = None,
) -> tuple[Upload, Check]:
    """Check a file and store it at once, all or nothing: for the command line, where warnings are taken.

    `and_then` is called once it is stored, last in the same transaction. Raises SeveralRegions.
    """
    tell(Step.READ)
    reading = read_sending(sending)
    with transaction.atomic():
        tell(Step.CHECK)
        check = check_reading(reading, permitted_kinds(sending.by))
        tell(Step.KEEP)
        upload = record(sending, check)
        tell(Step.STORE)
        if obstacle(check, skip_refused=skip_refused, columns_dismissed=columns_dismissed):
            upload.state = UploadState.REFUSED
            upload.save(update_fields=["state"])
        else:
            _carry_out(upload, check, by=sending.by, at=sending.at, today=sending.today, skipped=skip_refused)
            if and_then is not None:
                and_then(upload, check)
        return upload, check


def obstacle(check: Check, *, skip_refused: bool, columns_dismissed: bool) -> str:
    """Return why `check` may not be applied: "errors", "columns", "nothing"; empty when it may."""
    if not check.takes_something:
        return "nothing"
    if check.has_errors and not skip_refused:
        return "errors"
    return "columns" if check.has_near_miss and not columns_dismissed else ""


@transaction.atomic
def apply_upload(
    upload: Upload,
    *,
    by: User,
    at: datetime,
    today: date,
    skip_refused: bool = False,
    columns_dismissed: bool = False,
    shown: str | None = None,
) -> Check:
    """Store exactly what was shown. Raises NotApplied ("stale", "state", "errors", "columns", "nothing").

    The file is read again inside the transaction; when what it would change is no longer what was shown (the
    digest `shown`; None: as it was kept), nothing is written. Two who apply the same upload wait for each
    other, and the second is told so.
    """
    upload = Upload.objects.select_for_update(of=("self",), no_key=True).get(pk=upload.pk)
    if upload.state != UploadState.CHECKED:
        raise NotApplied(None, "state")
    check = recheck(upload, by=by)
    if check.digest != (upload.digest if shown is None else shown):
        raise NotApplied(check, "stale")
    why = obstacle(check, skip_refused=skip_refused, columns_dismissed=columns_dismissed)
    if why:
        raise NotApplied(check, why)
    _carry_out(upload, check, by=by, at=at, today=today, skipped=skip_refused)
    return check


def recheck(upload: Upload, *, by: User) -> Check:
    """Return what the kept file would do now, if `by` applied it."""
    reading = read_sending(sent_again(upload, by=by))
    with transaction.atomic():
        return check_reading(reading, permitted_kinds(by))


@transaction.atomic
def check_anew(upload: Upload, *, by: User, as_of: date | None, province: str | None) -> None:
    """Check the kept file for another day; of a file that is `by`'s to place, for another province too.

    Raises SeveralRegions.
    """
    upload.as_of = as_of
    sending = sent_again(upload, by=by)
    if is_placed_by(by, upload):
        sending = replace(sending, province=province, district=None)
        region = region_of(read_sending(sending), by=by, province=province)
        upload.province_id, upload.district_id = region
    upload.save(update_fields=["as_of", "province", "district"])
    hold_own((), [upload], by=by)
    refresh(upload, recheck(upload, by=by))


def is_placed_by(user: User, upload: Upload) -> bool:
    """Return whether `user` says for which region the file is: the centre of its own files alone."""
    return not sees_all(user) or upload.received_by is None or sees_all(upload.received_by)


def refresh(upload: Upload, check: Check) -> None:
    """Keep what a new check of the same file found, unless it was applied or expired meanwhile."""
    found = _found(check)
    if Upload.objects.filter(pk=upload.pk, state__in=OPEN_STATES).update(**found):
        for name, value in found.items():
            setattr(upload, name, value)


def _carry_out(upload: Upload, check: Check, *, by: User, at: datetime, today: date, skipped: bool) -> None:
    carry_out(check, Author(by, at, today, Through.UPLOAD, upload))
    hold_own((change.district for change in check.report_plan.changes), check.papers, by=by)
    upload.state, upload.applied_by, upload.applied_at = UploadState.APPLIED, by, at
    upload.skipped_refused = skipped and check.has_errors
    upload.save(update_fields=["state", "applied_by", "applied_at", "skipped_refused"])


def record(sending: Sending, check: Check) -> Upload:
    """Keep the file and what was found in it."""
    province, district = region_of(check.reading, by=sending.by, province=sending.province)
    upload = Upload(
        filename=safe_name(sending.filename),
        sha256=hashlib.sha256(sending.content).hexdigest(),
        size=len(sending.content),
        received_at=sending.at,
        received_on=sending.today,
        received_by=sending.by,
        province_id=province,
        district_id=district,
        as_of=sending.as_of,
        **_found(check),
    )
    if check.reading.opened:
        upload.covered = check.reading.covered is not None
        upload.file.save("", ContentFile(check.reading.covered or sending.content), save=False)
    upload.save()
    return upload


def _found(check: Check) -> dict[str, Any]:
    return {
        "state": UploadState.CHECKED if check.takes_something else UploadState.REFUSED,
        "understood": {"sheets": [asdict(sheet) for sheet in check.reading.sheets]},
        "findings": [as_json(finding) for finding in check.findings],
        "counts": check.counts,
        "digest": check.digest,
    }


def safe_name(filename: str) -> str:
    """Return a file's name as it may be shown: no folders, no control characters, no person."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(character for character in last if character.isprintable())
    return covered_text(shown)[-200:] or "-"
