"""How much one account may send within an hour, said to whoever sent more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import ngettext

from monitoring import clock
from monitoring.admin.upload_handlers import CappedFiles
from monitoring.imports.limits import MIB, WEB
from monitoring.imports.stored.allowance import charge
from monitoring.imports.stored.uploads import safe_name


@dataclass(frozen=True, slots=True)
class Counted:
    """The files of a request: those that may be taken, and those that are too many in this hour."""

    fitting: list[UploadedFile]
    late: list[UploadedFile]
    told: str


def counted(request: HttpRequest, capped: CappedFiles) -> Counted:
    """Count what the request brought, files that were dropped on their way too."""
    files = request.FILES.getlist("files")
    dropped = [WEB.bytes] * (capped.begun - len(files))
    sizes = [*(file.size or 0 for file in files), *dropped]
    address = request.META.get("REMOTE_ADDR", "")
    allowance = charge(request.user, sizes, at=clock.now(), address=address)
    fits = allowance.taken[: len(files)]
    late = [file for file, may in zip(files, fits, strict=True) if not may]
    told = told_later(late, allowance.again_at) if late else ""
    return Counted([file for file, may in zip(files, fits, strict=True) if may], late, told)


def told_later(files: Sequence[UploadedFile], again_at: datetime) -> str:
    """Return which files were not taken, why, and when they may be sent."""
    minutes = max(1, ceil((again_at - clock.now()).total_seconds() / 60))
    told = ngettext(
        "Not taken: %(names)s. One account may send %(files)s files and %(mebibytes)s MiB within an hour. "
        "Send again in %(minutes)s minute; what was taken before is kept.",
        "Not taken: %(names)s. One account may send %(files)s files and %(mebibytes)s MiB within an hour. "
        "Send again in %(minutes)s minutes; what was taken before is kept.",
        minutes,
    )
    return told % {
        "names": ", ".join(safe_name(file.name or "") for file in files),
        "files": settings.UPLOADS_PER_HOUR["files"],
        "mebibytes": settings.UPLOADS_PER_HOUR["bytes"] // MIB,
        "minutes": minutes,
    }
