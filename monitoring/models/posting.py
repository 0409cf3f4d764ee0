"""How documents move blanks in the ledger."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from monitoring.models.movements import Account, AccountKind, BlankMovement
from monitoring.models.shipments import BlankReceipt, BlankShipment, ShipmentState
from monitoring.models.supplies import BlankSupply
from monitoring.models.users import User

Paper = BlankSupply | BlankShipment | BlankReceipt


class Leg(NamedTuple):
    """One movement that a document asks for, by the keys of its accounts."""

    from_account: int
    to_account: int
    quantity: int
    moved_on: date


class Chart:
    """The accounts by kind and store: one query."""

    def __init__(self) -> None:
        self.by_kind: dict[str, int] = {}
        self.by_store: dict[int, int] = {}
        self.central_store: int = 0
        for key, kind, store, district in Account.objects.values_list(
            "pk", "kind", "store", "store__district"
        ):
            if kind != AccountKind.STORE:
                self.by_kind[kind] = key
            else:
                self.by_store[store] = key
                self.central_store = self.central_store if district else store

    def legs(self, paper: Paper) -> list[Leg]:
        """Return the movements that `paper` asks for as it stands; none once it is withdrawn."""
        if paper.voided_at is not None:
            return []
        if isinstance(paper, BlankSupply):
            return [
                Leg(
                    self.by_kind["maker"],
                    self.by_store[self.central_store],
                    paper.quantity,
                    paper.received_on,
                )
            ]
        if isinstance(paper, BlankShipment):
            return self._sent(paper)
        return self._arrived(paper)

    def _sent(self, shipment: BlankShipment) -> list[Leg]:
        if shipment.state != ShipmentState.SENT:
            return []
        store = self.by_store[shipment.from_store_id]
        return [Leg(store, self.by_kind["in_transit"], shipment.quantity, shipment.sent_on)]

    def _arrived(self, receipt: BlankReceipt) -> list[Leg]:
        store = self.by_store[receipt.shipment.to_store_id]
        parts = (
            (store, receipt.accepted),
            (self.by_kind["rejected"], receipt.rejected),
            (self.by_kind["missing"], receipt.missing),
        )
        transit = self.by_kind["in_transit"]
        return [
            Leg(transit, account, quantity, receipt.received_on) for account, quantity in parts if quantity
        ]


def _document_of(paper: Paper) -> dict[str, Paper]:
    names = {BlankSupply: "supply", BlankShipment: "shipment", BlankReceipt: "receipt"}
    return {names[type(paper)]: paper}


def _movement(leg: Leg, paper: Paper, *, by: User, at: datetime) -> BlankMovement:
    return BlankMovement(
        from_account_id=leg.from_account,
        to_account_id=leg.to_account,
        quantity=leg.quantity,
        moved_on=leg.moved_on,
        posted_by=by,
        posted_at=at,
        **_document_of(paper),
    )


def _taken_back(movement: BlankMovement, *, by: User, at: datetime) -> BlankMovement:
    leg = Leg(movement.to_account_id, movement.from_account_id, movement.quantity, movement.moved_on)
    reversal = _movement(leg, movement.supply or movement.shipment or movement.receipt, by=by, at=at)
    reversal.reverses = movement
    return reversal


def post_new(papers: Iterable[Paper], *, by: User, at: datetime) -> None:
    """Post the movements of papers that have none yet, in one insert."""
    chart = Chart()
    BlankMovement.objects.bulk_create(
        [_movement(leg, paper, by=by, at=at) for paper in papers for leg in chart.legs(paper)],
        batch_size=1000,
    )


@transaction.atomic
def post(paper: Paper, *, by: User, at: datetime) -> None:
    """Bring the ledger in step with `paper`: what no longer holds is taken back, what is new is posted."""
    wanted = Chart().legs(paper)
    standing = list(BlankMovement.objects.standing().filter(**_document_of(paper)).order_by("pk"))
    posted = [Leg(m.from_account_id, m.to_account_id, m.quantity, m.moved_on) for m in standing]
    if sorted(posted) == sorted(wanted):
        return
    for movement in standing:
        _taken_back(movement, by=by, at=at).save(force_insert=True)
    BlankMovement.objects.bulk_create([_movement(leg, paper, by=by, at=at) for leg in wanted])


@transaction.atomic
def withdraw(paper: Paper, *, by: User, at: datetime) -> None:
    """Withdraw `paper` and post its movements back. Withdrawn papers stay for the history."""
    paper.voided_at, paper.voided_by = at, by
    paper.save(update_fields=["voided_at", "voided_by"])
    post(paper, by=by, at=at)
