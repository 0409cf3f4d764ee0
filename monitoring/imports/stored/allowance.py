"""How much one user may send within an hour, so that nobody keeps the portal busy with files alone.

The hour begins with the first file. What was refused counts too: a file that is too large has been received,
one that cannot be read has been looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from monitoring.models import EventKind, SentCount, User
from monitoring.models.events import record
from monitoring.rules import SENDING_WINDOW


@dataclass(frozen=True, slots=True)
class Allowance:
    """What of a sending may be taken: of each file whether, and from when on the others may be sent."""

    taken: tuple[bool, ...]
    again_at: datetime


@transaction.atomic
def charge(user: User, sizes: Sequence[int], *, at: datetime, address: str = "") -> Allowance:
    """Count files of these sizes, in bytes, and say which of them may be taken.

    Whoever sends twice at once waits: the count is locked until it is written. That the limit was reached is
    recorded once within the hour.
    """
    count, _made = SentCount.objects.select_for_update().get_or_create(user=user, defaults={"since": at})
    if at - count.since >= SENDING_WINDOW:
        count.since, count.files, count.bytes, count.told = at, 0, 0, False
    taken = tuple(_count_one(count, size) for size in sizes)
    first_refusal = not all(taken) and not count.told
    count.told = count.told or first_refusal
    count.save()
    if first_refusal:
        sent = {"files": count.files, "bytes": count.bytes}
        record(EventKind.LIMITED, by=user, at=at, address=address, **sent)
    return Allowance(taken, count.since + SENDING_WINDOW)


def _count_one(count: SentCount, size: int) -> bool:
    """Count a file if it fits, and tell whether it does: a small one may fit where a large one did not."""
    most = settings.UPLOADS_PER_HOUR
    if count.files >= most["files"] or count.bytes + size > most["bytes"]:
        return False
    count.files += 1
    count.bytes += size
    return True
