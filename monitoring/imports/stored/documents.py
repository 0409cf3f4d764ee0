"""Shipments, receipts, supplies and counts from a sheet: what they would add, and how they are kept.

A document that is recorded already is left as it is; one that says something else is refused, since a paper
is withdrawn and written anew, never edited by a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.imports.findings import Finding
from monitoring.imports.reading import CountRow, ShipmentRow, SupplyRow
from monitoring.imports.stored.reports import Author
from monitoring.models import BlankReceipt, BlankShipment, BlankSupply, StockCount, Store
from monitoring.models.posting import post_new

Row = ShipmentRow | SupplyRow | CountRow
Paper = BlankSupply | BlankShipment | BlankReceipt | StockCount

DIFFERENT = _("it is already recorded with other figures. Withdraw that document first.")
BEFORE_SENT = _("blanks cannot be received before they were sent.")
ABOVE_SENT = _("accepted, rejected and missing together are more than was sent.")
NOTHING = _("the quantity must be above zero.")
NO_NUMBER = _("a shipment needs a BAST number.")
SAME_STORE = _("it goes from one store to another.")
HALF_A_RECEIPT = _("a receipt needs its day and the number accepted.")


@dataclass(slots=True)
class DocumentPlan:
    """The papers that rows ask for, and what they leave as it is. `refused` rows have a finding each."""

    new: list[Paper] = field(default_factory=list)
    unchanged: int = 0
    taken: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    new_rows: int = 0

    def take(self, row: Row, papers: Sequence[Paper]) -> None:
        self.taken.append(row)
        self.new.extend(papers)
        self.new_rows += bool(papers)
        self.unchanged += not papers

    def refuse(self, row: Row, cell: str, value: object, problem: object) -> None:
        place = row.cells.get(cell)
        shown = value if isinstance(value, int | str) or value is None else str(value)
        self.findings.append(Finding("bad_document", row.sheet, place, shown, details={"problem": problem}))


def plan_supplies(rows: Iterable[SupplyRow]) -> DocumentPlan:
    plan = DocumentPlan()
    standing = BlankSupply.objects.standing().values_list("document", "received_on", "quantity")
    stored = {document: (received_on, quantity) for document, received_on, quantity in standing}
    for row in rows:
        said = (row.received_on, row.quantity)
        if not row.quantity:
            plan.refuse(row, "quantity", row.quantity, NOTHING)
        elif row.document not in stored:
            paper = BlankSupply(document=row.document, received_on=row.received_on, quantity=row.quantity)
            plan.take(row, [_sourced(paper, row)])
            stored[row.document] = said
        elif stored[row.document] == said:
            plan.take(row, [])
        else:
            plan.refuse(row, "document", row.document, DIFFERENT)
    return plan


def plan_counts(rows: Iterable[CountRow], stores: dict[int | None, int]) -> DocumentPlan:
    plan = DocumentPlan()
    stored = {
        (store, counted_on): quantity
        for store, counted_on, quantity in StockCount.objects.standing().values_list(
            "store", "counted_on", "quantity"
        )
    }
    for row in rows:
        key = (stores[row.district], row.counted_on)
        if row.quantity is None:
            plan.refuse(row, "quantity", None, NOTHING)
        elif key not in stored:
            paper = StockCount(store_id=key[0], counted_on=row.counted_on, quantity=row.quantity)
            plan.take(row, [_sourced(paper, row)])
        elif stored[key] == row.quantity:
            plan.take(row, [])
        else:
            plan.refuse(row, "quantity", row.quantity, DIFFERENT)
    return plan


Route = tuple[int, str, int]
"""The sending store, the BAST number, and the receiving store: what tells one shipment from another."""

Arrival = tuple[int, int, int]
"""Blanks accepted, rejected and missing."""


class ShipmentsPlanner:
    """Plans shipments and their receipts against what is stored: two queries."""

    def __init__(self, stores: dict[int | None, int], rows: Sequence[ShipmentRow]) -> None:
        self.stores = stores
        senders = {stores[row.from_district] for row in rows}
        standing = BlankShipment.objects.standing().filter(from_store__in=senders)
        self.shipments = {(s.from_store_id, s.number, s.to_store_id): s for s in standing}
        self.receipts: dict[Route, dict[date, Arrival]] = defaultdict(dict)
        for sender, number, receiver, day, *parts in (
            BlankReceipt.objects.standing()
            .filter(shipment__from_store__in=senders)
            .values_list(
                *("shipment__from_store", "shipment__number", "shipment__to_store", "received_on"),
                *("accepted", "rejected", "missing"),
            )
        ):
            self.receipts[sender, number, receiver][day] = tuple(parts)

    def plan(self, rows: Iterable[ShipmentRow]) -> DocumentPlan:
        plan = DocumentPlan()
        for row in rows:
            problem = self._problem(row)
            if problem:
                plan.refuse(row, *problem)
            else:
                plan.take(row, self._papers(row))
        return plan

    def _problem(self, row: ShipmentRow) -> tuple[str, Any, object] | None:
        """Return the cell, its value and what is wrong; None when the row can be a shipment."""
        parts = (row.accepted, row.rejected, row.missing)
        if not row.number:
            return "number", row.number, NO_NUMBER
        if row.from_district == row.to_district:
            return "to_store", row.number, SAME_STORE
        if not row.quantity:
            return "quantity", row.quantity, NOTHING
        if (row.received_on is None) != (parts == (None, None, None)):
            return "received_on", row.received_on, HALF_A_RECEIPT
        if row.received_on and row.received_on < row.sent_on:
            return "received_on", row.received_on, BEFORE_SENT
        return self._against_stored(row)

    def _against_stored(self, row: ShipmentRow) -> tuple[str, Any, object] | None:
        stored = self.shipments.get(self._route(row))
        if stored is not None and (stored.sent_on, stored.quantity) != (row.sent_on, row.quantity):
            return "number", row.number, DIFFERENT
        receipts = self.receipts[self._route(row)]
        if row.received_on in receipts:
            return (
                None if receipts[row.received_on] == _arrival(row) else ("accepted", row.accepted, DIFFERENT)
            )
        if sum(map(sum, receipts.values())) + sum(_arrival(row)) > row.quantity:
            return "accepted", row.accepted, ABOVE_SENT
        return None

    def _route(self, row: ShipmentRow) -> Route:
        return self.stores[row.from_district], row.number, self.stores[row.to_district]

    def _papers(self, row: ShipmentRow) -> list[Paper]:
        route, papers = self._route(row), []
        if route not in self.shipments:
            self.shipments[route] = _sourced(_shipment(row, route), row)
            papers.append(self.shipments[route])
        if sum(_arrival(row)) and row.received_on not in self.receipts[route]:
            papers.append(_sourced(_receipt(row, self.shipments[route]), row))
            self.receipts[route][row.received_on] = _arrival(row)
        return papers


def _arrival(row: ShipmentRow) -> Arrival:
    return row.accepted or 0, row.rejected or 0, row.missing or 0


def _shipment(row: ShipmentRow, route: Route) -> BlankShipment:
    return BlankShipment(
        from_store_id=route[0],
        number=route[1],
        to_store_id=route[2],
        sent_on=row.sent_on,
        quantity=row.quantity,
        serial_first=row.serial_first or "",
        serial_last=row.serial_last or "",
    )


def _receipt(row: ShipmentRow, shipment: BlankShipment) -> BlankReceipt:
    accepted, rejected, missing = _arrival(row)
    return BlankReceipt(
        shipment=shipment, received_on=row.received_on, accepted=accepted, rejected=rejected, missing=missing
    )


def stores_by_district() -> dict[int | None, int]:
    """Return the key of each district's store, the central one under None."""
    return dict(Store.objects.values_list("district", "pk"))


def _sourced(paper: Any, row: Row) -> Any:
    paper.sheet, paper.row = row.sheet or "", row.row
    return paper


def store_documents(papers: Sequence[Paper], author: Author) -> None:
    """Insert new papers and post their movements: a few inserts, however many papers."""
    for paper in papers:
        paper.upload, paper.recorded_by = author.upload, author.by
        paper.recorded_at, paper.recorded_on = author.at, author.recorded_on
    for model in (BlankSupply, BlankShipment, BlankReceipt, StockCount):
        of_model = [paper for paper in papers if isinstance(paper, model)]
        if model is BlankReceipt:
            for receipt in of_model:
                # Its shipment has a key only since the line above was inserted.
                receipt.shipment_id = receipt.shipment.pk
        model.objects.bulk_create(of_model, batch_size=1000)
    post_new([paper for paper in papers if not isinstance(paper, StockCount)], by=author.by, at=author.at)
