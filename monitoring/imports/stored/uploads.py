"""A file on its way: received and checked, then applied. Nothing is written before it was shown."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from monitoring.imports.cells.identity import COVER, IDENTITY_NUMBER
from monitoring.imports.files.covered import covered
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.limits import WEB, Limits
from monitoring.imports.reading import Reading, Scope
from monitoring.imports.stored.checking import Check, carry_out, check_reading
from monitoring.imports.stored.formats import SpreadsheetFormat
from monitoring.imports.stored.kept_findings import as_json
from monitoring.imports.stored.known import district_index, round_spans, scope_of
from monitoring.imports.stored.permitting import permitted_kinds
from monitoring.imports.stored.reports import Author
from monitoring.models import District, OfficerRegion, Through, Upload, UploadState, User
from monitoring.models.scoping import sees_all

OPEN_STATES = (UploadState.CHECKED, UploadState.REFUSED)
"""A file in one of these has changed nothing, and may be checked again."""


class NotApplied(Exception):
    """The upload was not applied. `finding` says why where the reason is not in the check itself."""

    def __init__(self, check: Check | None, code: str) -> None:
        super().__init__(code)
        self.check = check
        self.code = code


@dataclass(frozen=True, slots=True)
class Sending:
    """A file as it was sent: by whom, when, for which day and province.

    `today` is the portal's day on which it was received, `as_of` the day that the sender gives, if any.
    `by` is None on the command line, where a file may be checked, for any region, but not applied.
    """

    content: bytes
    filename: str
    by: User | None
    at: datetime
    today: date
    as_of: date | None = None
    province: str | None = None
    limits: Limits = WEB

    def scope(self) -> Scope:
        districts = District.objects.all() if self.by is None else District.objects.visible_to(self.by)
        everywhere = self.by is None or sees_all(self.by)
        return scope_of(
            districts, everywhere=everywhere, today=self.today, as_of=self.as_of, province=self.province
        )


def read_sending(sending: Sending) -> Reading:
    """Return what stands in the file. What is wrong with it is a finding, never an exception."""
    reader = SpreadsheetFormat(
        index=district_index(),
        rounds=round_spans(),
        today=sending.today,
        scope=sending.scope(),
        limits=sending.limits,
    )
    return reader.read(sending.content)


class Step(Enum):
    """A stretch of the way of a file, told when it begins."""

    READ = _("reading the file")
    CHECK = _("checking it against what is stored")
    KEEP = _("keeping the file")
    STORE = _("storing the figures")


def _in_silence(step: Step) -> None:
    """Tell nobody."""


def check_upload(sending: Sending, *, tell: Callable[[Step], None] = _in_silence) -> tuple[Upload, Check]:
    """Read and check a file, and keep it with what was found. Figures are untouched."""
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
) -> tuple[Upload, Check]:
    """Check a file and store it at once, all or nothing: for the command line, where warnings are taken."""
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


def sent_again(upload: Upload, *, by: User) -> Sending:
    """Return the kept file as if `by` sent it, for the same day and province."""
    with upload.file.open("rb") as file:
        content = file.read()
    return Sending(
        content, upload.filename, by, upload.received_at, upload.received_on, upload.as_of, upload.province_id
    )


def refresh(upload: Upload, check: Check) -> None:
    """Keep what a new check of the same file found, unless it was applied or expired meanwhile."""
    found = _found(check)
    if Upload.objects.filter(pk=upload.pk, state__in=OPEN_STATES).update(**found):
        for name, value in found.items():
            setattr(upload, name, value)


def _carry_out(upload: Upload, check: Check, *, by: User, at: datetime, today: date, skipped: bool) -> None:
    carry_out(check, Author(by, at, today, Through.UPLOAD, upload))
    upload.state, upload.applied_by, upload.applied_at = UploadState.APPLIED, by, at
    upload.skipped_refused = skipped and check.has_errors
    upload.save(update_fields=["state", "applied_by", "applied_at", "skipped_refused"])


def record(sending: Sending, check: Check) -> Upload:
    """Keep the file and what was found in it."""
    province, district = _region(sending)
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
    upload.file.save("", ContentFile(_kept(sending, check)), save=False)
    upload.save()
    return upload


def _kept(sending: Sending, check: Check) -> bytes:
    """Return the bytes to keep: the file's own, or its cells where it holds identity numbers of persons."""
    if all(finding.code != "personal_data" for finding in check.findings):
        return sending.content
    return covered(read_workbook(sending.content, sending.limits), check.findings)


def _found(check: Check) -> dict[str, Any]:
    return {
        "state": UploadState.CHECKED if check.takes_something else UploadState.REFUSED,
        "understood": {"sheets": [asdict(sheet) for sheet in check.reading.sheets]},
        "findings": [as_json(finding) for finding in check.findings],
        "counts": check.counts,
        "digest": check.digest,
    }


def _region(sending: Sending) -> tuple[str | None, int | None]:
    """Return the province or district for which the file was sent; neither for the centre's own."""
    if sending.province or sending.by is None or sees_all(sending.by):
        return sending.province, None
    regions = list(OfficerRegion.objects.filter(user=sending.by).values_list("province", "district"))
    return regions[0] if len(regions) == 1 else (None, None)


def safe_name(filename: str) -> str:
    """Return a file's name as it may be shown: no folders, no control characters, no person."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(character for character in last if character.isprintable())
    return IDENTITY_NUMBER.sub(COVER, shown)[-200:] or "-"
