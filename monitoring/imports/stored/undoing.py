"""Taking an upload back, figure by figure: what is still as it wrote it becomes what it was before."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from monitoring.figures.provenance import NOTHING, State, figure_before, states_of
from monitoring.imports.stored.reports import Author, Change, lock_districts, store
from monitoring.models import (
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    DistrictReport,
    FormerReport,
    StockCount,
    Through,
    Upload,
    UploadState,
    User,
)
from monitoring.models.posting import withdraw
from monitoring.rules import FIGURES

PAPERS = (BlankReceipt, BlankShipment, BlankSupply, StockCount)
"""Kinds of document that an upload may have added, in the order in which they can be withdrawn."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure that was changed after the upload, and so stays."""

    district: int
    as_of: date
    figure: str


@dataclass(slots=True)
class Undone:
    """What an undo does: reports whose figures are restored, what is taken away, and what stays as it is."""

    restored: list[Change] = field(default_factory=list)
    deleted: list[Change] = field(default_factory=list)
    withdrawn: list[BlankReceipt | BlankShipment | BlankSupply | StockCount] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    papers_kept: list[BlankShipment] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "restored": len(self.restored),
            "kept": len(self.kept) + len(self.papers_kept),
            "deleted": len(self.deleted) + len(self.withdrawn),
        }


class NotUndone(Exception):
    """The upload is not one that can be taken back: it was not applied, or was undone already."""


@transaction.atomic
def undo_upload(upload: Upload, *, by: User, at: datetime, today: date, apply: bool) -> Undone:
    """Return what taking `upload` back does, and do it if `apply`. Raises NotUndone."""
    upload = Upload.objects.select_for_update(of=("self",), no_key=True).get(pk=upload.pk)
    if upload.state != UploadState.APPLIED:
        raise NotUndone(upload.state)
    undone = plan_undo(upload)
    if apply:
        author = Author(by, at, today, Through.UNDO, upload)
        store([*undone.restored, *undone.deleted], author)
        for paper in undone.withdrawn:
            _withdraw(paper, author)
        upload.state, upload.undone_by, upload.undone_at = UploadState.UNDONE, by, at
        upload.save(update_fields=["state", "undone_by", "undone_at"])
    return undone


def plan_undo(upload: Upload) -> Undone:
    """Return what taking `upload` back would do. Holds the districts while in a transaction."""
    written = _written_by(upload)
    lock_districts(district for district, _ in written)
    undone = Undone()
    for states in states_of(written).values():
        _undo_report(upload, states, undone)
    for model in PAPERS:
        undone.withdrawn.extend(model.objects.standing().filter(upload=upload).order_by("pk"))
    _keep_shipments_with_later_receipts(upload, undone)
    return undone


def _keep_shipments_with_later_receipts(upload: Upload, undone: Undone) -> None:
    later = BlankReceipt.objects.standing().exclude(upload=upload).filter(shipment__upload=upload)
    shipments = set(later.values_list("shipment", flat=True))
    held = [p for p in undone.withdrawn if isinstance(p, BlankShipment) and p.pk in shipments]
    undone.withdrawn = [paper for paper in undone.withdrawn if paper not in held]
    undone.papers_kept.extend(held)


def _written_by(upload: Upload) -> set[tuple[int, date]]:
    """Return the reports of which a state, former or in force, was written by `upload` as it was applied."""
    written: set[tuple[int, date]] = set()
    for model in (DistrictReport, FormerReport):
        found = model.objects.filter(upload=upload, through=Through.UPLOAD)
        written.update(found.values_list("district_id", "as_of"))
    return written


def _undo_report(upload: Upload, states: list[State], undone: Undone) -> None:
    position = next(
        i for i, state in enumerate(states) if state.upload == upload.pk and state.through == Through.UPLOAD
    )
    now = states[-1]
    if now.deleted:
        return
    after, kept = list(now.figures), []
    for figure, name in enumerate(FIGURES):
        wrote, before = states[position].figures[figure], figure_before(states, position, figure)
        if wrote == before:
            continue
        if now.figures[figure] == wrote:
            after[figure] = before
        else:
            kept.append(Kept(now.district, now.as_of, name))
    undone.kept.extend(kept)
    _sort_change(now, tuple(after), undone)


def _sort_change(now: State, after: tuple[int | None, ...], undone: Undone) -> None:
    """Put the change where it belongs: a report of which nothing is left goes."""
    if after == now.figures:
        return
    empty = after == NOTHING
    change = Change(now.district, now.as_of, now.key, now.figures, None if empty else after)
    (undone.deleted if empty else undone.restored).append(change)


def _withdraw(paper: BlankReceipt | BlankShipment | BlankSupply | StockCount, author: Author) -> None:
    if isinstance(paper, StockCount):
        paper.voided_by, paper.voided_at = author.by, author.at
        paper.save(update_fields=["voided_by", "voided_at"])
    else:
        withdraw(paper, by=author.by, at=author.at)
