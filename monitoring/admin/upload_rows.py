"""Rows of a review: what each report and paper would become, or became."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst

from monitoring.admin.grid_table import TITLES
from monitoring.admin.numbers import count_text
from monitoring.exports.places import PlaceBook
from monitoring.models import BlankReceipt, BlankShipment, BlankSupply, District, StockCount, Store
from monitoring.rules import FIGURES

Paper = BlankSupply | BlankShipment | BlankReceipt | StockCount
Figures = Sequence[int | None]


class Step(Protocol):
    """A report that changes. `before` None: there is none yet; `after` None: it goes."""

    district: int
    as_of: date
    before: Figures | None
    after: Figures | None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A figure: `was` is "" where nothing stood before, `step` the difference with its sign."""

    title: str | Promise
    now: str
    was: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    code: str
    name: str
    as_of: date
    cells: list[ShownCell]
    is_new: bool


@dataclass(frozen=True, slots=True)
class ShownPaper:
    kind: str
    name: str
    store: str
    day: date
    quantity: int


def figures_of(steps: Iterable[Step]) -> list[int]:
    """Return the places in FIGURES of the figures that some step has, before or after."""
    steps = list(steps)
    return [
        at
        for at in range(len(FIGURES))
        if any(
            said is not None and said[at] is not None for step in steps for said in (step.before, step.after)
        )
    ]


def titles_of(figures: Iterable[int]) -> list[str]:
    return [capfirst(str(TITLES[FIGURES[at]])) for at in figures]


def shown_rows(steps: Sequence[Step], figures: Sequence[int]) -> list[ShownRow]:
    """Return rows with codes and names of their own days: three queries."""
    places, districts = PlaceBook(), District.objects.in_bulk([step.district for step in steps])
    titles = titles_of(figures)
    rows = []
    for step in steps:
        place = places.place_on(districts[step.district], step.as_of)
        cells = [shown_cell(title, step, at) for title, at in zip(titles, figures, strict=True)]
        rows.append(ShownRow(place.code, place.name, step.as_of, cells, step.before is None))
    return rows


def shown_cell(title: str, step: Step, at: int) -> ShownCell:
    before = None if step.before is None else step.before[at]
    after = None if step.after is None else step.after[at]
    if before is None or before == after:
        return ShownCell(title, count_text(after))
    step_text = "" if after is None else signed(after - before)
    return ShownCell(title, count_text(after), count_text(before), step_text)


def signed(difference: int) -> str:
    return f"{'+' if difference > 0 else '−'}{count_text(abs(difference))}"


def shown_papers(papers: Sequence[Paper]) -> list[ShownPaper]:
    stores = Store.objects.select_related("district").in_bulk({key for p in papers for key in _stores(p)})
    return [_shown_paper(paper, stores) for paper in papers]


def _stores(paper: Paper) -> list[int]:
    if isinstance(paper, StockCount):
        return [paper.store_id]
    shipment = paper.shipment if isinstance(paper, BlankReceipt) else paper
    return [shipment.to_store_id] if isinstance(shipment, BlankShipment) else []


def _shown_paper(paper: Paper, stores: Mapping[int, Any]) -> ShownPaper:
    kind = capfirst(str(paper._meta.verbose_name))
    store = ", ".join(str(stores[key]) for key in _stores(paper))
    match paper:
        case BlankSupply():
            return ShownPaper(kind, paper.document, store, paper.received_on, paper.quantity)
        case BlankShipment():
            return ShownPaper(kind, paper.number or "–", store, paper.sent_on, paper.quantity)
        case BlankReceipt():
            return ShownPaper(kind, paper.shipment.number or "–", store, paper.received_on, paper.accepted)
        case StockCount():
            return ShownPaper(kind, "", store, paper.counted_on, paper.quantity)
