"""The one room that writes reports. Uploads, forms, the grid, undo and the demo all pass here.

What a report said before it is changed or deleted is kept as a FormerReport, in the same transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from monitoring.imports.stored import bulk
from monitoring.models import DistributionRound, District, DistrictReport, FormerReport, Upload, User
from monitoring.rules import FIGURES

Figures = tuple[int | None, ...]
"""The seven figures in the order of rules.FIGURES; None where nothing was reported."""

STATE = (
    *("district", "as_of", "round", *FIGURES, "through"),
    *("upload", "sheet", "row", "recorded_on", "recorded_at", "recorded_by"),
)
"""What a report and a former report have in common."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, when, and through which door. `recorded_on` is the portal's day."""

    by: User
    at: datetime
    recorded_on: date
    through: str
    upload: Upload | None = None
    reason: str = ""


class Change(NamedTuple):
    """What becomes of one report. `key` and `before` None: there is none yet. `after` None: it is deleted."""

    district: int
    as_of: date
    key: int | None
    before: Figures | None
    after: Figures | None
    sheet: str = ""
    row: int | None = None


def lock_districts(districts: Iterable[int]) -> None:
    """Hold the districts until the transaction ends: two writers of one district wait for each other.

    In the order of their keys, so that no two wait for each other in a circle.
    """
    held = District.objects.select_for_update(no_key=True).filter(pk__in=set(districts)).order_by("pk")
    list(held.values_list("pk", flat=True))


@transaction.atomic
def store(changes: Sequence[Change], author: Author) -> None:
    """Write `changes`, which must rest on what is stored now (see `lock_districts`).

    Raises LookupError for a day before the first round.
    """
    _retire([change for change in changes if change.key is not None], author)
    _delete([change.key for change in changes if change.after is None])
    kept = [change for change in changes if change.after is not None]
    _update([change for change in kept if change.key is not None], author)
    _insert([change for change in kept if change.key is None], author)


def _retire(changes: Sequence[Change], author: Author) -> None:
    for deleted in (False, True):
        keys = [change.key for change in changes if (change.after is None) is deleted]
        bulk.copy_rows(
            DistrictReport,
            FormerReport,
            keys,
            shared=STATE,
            constant={
                "retired_at": author.at,
                "retired_by": author.by.pk,
                "retired_through": author.through,
                "retired_by_upload": author.upload and author.upload.pk,
                "deleted": deleted,
                "reason": author.reason,
            },
        )


def _delete(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), bulk.BATCH):
        DistrictReport.objects.filter(pk__in=keys[start : start + bulk.BATCH]).delete()


WRITTEN = (*FIGURES, "sheet", "row", "through", "upload", "recorded_on", "recorded_at", "recorded_by")


def _signature(author: Author) -> tuple[object, ...]:
    values = {
        "through": author.through,
        "upload": author.upload and author.upload.pk,
        "recorded_on": author.recorded_on,
        "recorded_at": author.at,
        "recorded_by": author.by.pk,
    }
    return tuple(bulk.prepared(DistrictReport, name, value) for name, value in values.items())


def _update(changes: Sequence[Change], author: Author) -> None:
    if not changes:
        return
    signature = _signature(author)
    # In the order of the table's keys, as for new ones.
    changes = sorted(changes, key=attrgetter("key"))
    bulk.update(
        DistrictReport,
        WRITTEN,
        ((*change.after, change.sheet, change.row, *signature, change.key) for change in changes),
    )


def _insert(changes: Sequence[Change], author: Author) -> None:
    if not changes:
        return
    signature = _signature(author)
    # In the order of the table's keys: an index grows three times as fast at its end as all over.
    changes = sorted(changes, key=attrgetter("district", "as_of"))
    days = {change.as_of for change in changes}
    round_of = rounds_of(days)
    stored_day = {day: bulk.prepared(DistrictReport, "as_of", day) for day in days}
    bulk.insert(
        DistrictReport,
        ("district", "as_of", "round", *WRITTEN),
        (
            (c.district, stored_day[c.as_of], round_of[c.as_of], *c.after, c.sheet, c.row, *signature)
            for c in changes
        ),
    )


def rounds_of(days: Iterable[date]) -> dict[date, int]:
    """Return the key of the round in which each day lies. Raises LookupError for a day before the first."""
    rounds = list(DistributionRound.objects.order_by("-starts_on").values_list("starts_on", "pk"))
    found = {}
    for day in days:
        found[day] = next((key for starts_on, key in rounds if starts_on <= day), None)
        if found[day] is None:
            raise LookupError(f"no round on {day}")
    return found
