"""A file as someone sends it, and what its reader may take from it: rows of the sender's regions alone."""

from dataclasses import dataclass
from datetime import date, datetime

from monitoring.imports.limits import WEB, Limits
from monitoring.imports.reading import Reading, Scope
from monitoring.imports.stored.formats import SpreadsheetFormat
from monitoring.imports.stored.known import district_index, round_spans, scope_of
from monitoring.models import District, Upload, User
from monitoring.models.scoping import sees_all


@dataclass(frozen=True, slots=True)
class Sending:
    """A file as it was sent: by whom, when, for which day and province; `district`: for that one alone.

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
    district: int | None = None
    limits: Limits = WEB

    def scope(self) -> Scope:
        districts = District.objects.all() if self.by is None else District.objects.visible_to(self.by)
        everywhere = (self.by is None or sees_all(self.by)) and self.district is None
        if self.district is not None:
            districts = districts.filter(pk=self.district)
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


def sent_again(upload: Upload, *, by: User) -> Sending:
    """Return the kept file as if `by` sent it, for the same day and region."""
    with upload.file.open("rb") as file:
        content = file.read()
    return Sending(
        content=content,
        filename=upload.filename,
        by=by,
        at=upload.received_at,
        today=upload.received_on,
        as_of=upload.as_of,
        province=upload.province_id,
        district=upload.district_id,
    )
