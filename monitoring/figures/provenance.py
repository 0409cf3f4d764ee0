"""Where a figure came from, and what stood there before. Reads only."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from monitoring.models import DistrictReport, FormerReport
from monitoring.rules import FIGURES

Figures = tuple[int | None, ...]
NOTHING: Figures = (None,) * len(FIGURES)


@dataclass(frozen=True, slots=True)
class State:
    """What a report said from one writing to the next. `key` is None for a former one."""

    district: int
    as_of: date
    figures: Figures
    upload: int | None
    sheet: str
    row: int | None
    recorded_at: datetime
    recorded_by: int
    through: str
    key: int | None
    deleted: bool = False


_KEPT = ("upload_id", "sheet", "row", "recorded_at", "recorded_by_id", "through")


def states_of(keys: Collection[tuple[int, date]]) -> dict[tuple[int, date], list[State]]:
    """Return every state of the reports of each district and day, oldest first: two queries."""
    states: dict[tuple[int, date], list[State]] = defaultdict(list)
    wanted = set(keys)
    for model, extra in ((FormerReport, "deleted"), (DistrictReport, "pk")):
        for state in _states(model, wanted, extra):
            if (state.district, state.as_of) in wanted:
                states[state.district, state.as_of].append(state)
    return states


def _states(model: type[Model], keys: Collection[tuple[int, date]], extra: str) -> list[State]:
    found = model.objects.filter(
        district__in={district for district, _ in keys}, as_of__in={as_of for _, as_of in keys}
    ).order_by("pk")
    rows = found.values_list("district_id", "as_of", extra, *_KEPT, *FIGURES)
    return [
        State(
            district, as_of, tuple(rest[len(_KEPT) :]), *rest[: len(_KEPT)],
            key=last if extra == "pk" else None,
            deleted=bool(last) if extra == "deleted" else False,
        )
        for district, as_of, last, *rest in rows.iterator(2000)
    ]  # fmt: skip


def figure_before(states: list[State], position: int, figure: int) -> int | None:
    """Return what the figure was before the state at `position`; None where there was no report."""
    if position == 0 or states[position - 1].deleted:
        return None
    return states[position - 1].figures[figure]


def source_of(states: list[State], figure: int) -> State | None:
    """Return the state that brought the figure that stands now; None where it is not reported."""
    if not states or states[-1].figures[figure] is None:
        return None
    position = len(states) - 1
    while figure_before(states, position, figure) == states[position].figures[figure]:
        position -= 1
    return states[position]
