"""Which day each row of a table speaks of: its own cell's, the title's, or the sender's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitoring.imports.cells.cells import Cell, cell_name
from monitoring.imports.cells.days import fits_only_day_first, fits_only_month_first, read_day, title_day
from monitoring.imports.cells.text import clean
from monitoring.imports.findings import CellRefused, Finding, Value
from monitoring.imports.tables.circumstances import Circumstances, written
from monitoring.imports.tables.rows import shown
from monitoring.imports.tables.tables import Table

Day = date | CellRefused | None


@dataclass(frozen=True, slots=True)
class Fallback:
    """The day of rows without one of their own, or the one finding that refuses it. Neither: no day."""

    day: date | None = None
    finding: Finding | None = None


@dataclass(slots=True)
class RowDays:
    """The day of each row, None where it has none, and refusals by row; rows count from the table's first.

    `leaning` are rows that rely on the title or the sender.
    """

    days: list[date | None]
    refused: dict[int, CellRefused] = field(default_factory=dict)
    leaning: set[int] = field(default_factory=set)


def days_of(table: Table, name: str, fallback: Fallback, told: Circumstances) -> RowDays:
    """Return the days in column `name`, or else the fallback's."""
    cells = table.column(name)
    if name not in table.columns:
        return RowDays([fallback.day] * len(cells), leaning=set(range(len(cells))))
    outcome = _outcomes(cells, told)
    days: list[Day] = [outcome[type(cell), cell] for cell in cells]
    result = RowDays([day if type(day) is date else None for day in days])
    for row, day in enumerate(days):
        if isinstance(day, CellRefused):
            result.refused[row] = day
        elif day is None:
            _lean(result, row, fallback)
    return result


def _lean(result: RowDays, row: int, fallback: Fallback) -> None:
    result.days[row] = fallback.day
    if fallback.day is None and fallback.finding is None:
        result.refused[row] = CellRefused("missing_day", "cell")
    else:
        result.leaning.add(row)


def _outcomes(cells: Iterable[Cell], told: Circumstances) -> dict[tuple[type, Cell], Day]:
    """Return the day of each distinct cell, or why it is refused."""
    distinct = {(type(cell), cell) for cell in cells}
    texts = [cell for kind, cell in distinct if kind is str]
    month_first = any(map(fits_only_month_first, texts)) and not any(map(fits_only_day_first, texts))
    return {(kind, cell): _outcome(cell, month_first, told) for kind, cell in distinct}


def _outcome(cell: Cell, month_first: bool, told: Circumstances) -> Day:
    try:
        day = read_day(cell, month_first=month_first)
        return day if day is None else checked(day, told)
    except CellRefused as refused:
        return refused


def checked(day: date, told: Circumstances) -> date:
    """Return `day` if a report can be of it. Raises CellRefused."""
    if day > told.today:
        raise CellRefused("future_day", today=written(told.today))
    if not any(each.holds(day) for each in told.rounds):
        first = min((each.starts_on for each in told.rounds), default=None)
        if first is None:
            raise CellRefused("day_outside_round", "none")
        raise CellRefused("day_outside_round", first=written(first))
    if told.scope.as_of is not None and day != told.scope.as_of:
        raise CellRefused("bad_day", "uploader", given=written(told.scope.as_of))
    return day


def fallback_of(table: Table, inherited: Fallback | None, told: Circumstances) -> Fallback:
    """Return the day of the titles above a table, else that of the table above it, else the sender's."""
    titled = _titled(table, told)
    if titled is not None:
        return titled
    if inherited is not None:
        return inherited
    return _senders(table.sheet.name, told)


def _senders(sheet: str | None, told: Circumstances) -> Fallback:
    if told.scope.as_of is None:
        return Fallback()
    try:
        return Fallback(checked(told.scope.as_of, told))
    except CellRefused as refused:
        value = told.scope.as_of.isoformat()
        return Fallback(
            finding=Finding(refused.code, sheet, None, value, (), refused.variant, refused.details)
        )


def _titled(table: Table, told: Circumstances) -> Fallback | None:
    """Return the latest day of the titles, None where they name none."""
    days: list[tuple[date, str, Value]] = []
    for cell, value, text in _titles(table):
        try:
            day = title_day(text)
        except CellRefused as refused:
            return _refused_title(table, cell, value, refused)
        if day is not None:
            days.append((day, cell, value))
    if not days:
        return None
    day, cell, value = max(days, key=lambda each: each[0])
    try:
        return Fallback(checked(day, told))
    except CellRefused as refused:
        return _refused_title(table, cell, value, refused)


def _refused_title(table: Table, cell: str, value: Value, refused: CellRefused) -> Fallback:
    return Fallback(
        finding=Finding(refused.code, table.sheet.name, cell, value, (), refused.variant, refused.details)
    )


def _titles(table: Table) -> Iterator[tuple[str, Value, str]]:
    """Yield the cells above a header that may name a day: name, value, and the text read."""
    for row in range(_begin(table), table.header.top):
        before = ""
        for at, cell in enumerate(table.sheet.rows[row]):
            if isinstance(cell, str):
                yield cell_name(row, at), shown(cell), cell
                # "POSISI :" in one cell, the day in the next.
                if before and not _names_day(before):
                    yield cell_name(row, at), shown(cell), f"{before} {clean(cell)}"
                before = clean(cell).rstrip(": ")
            elif isinstance(cell, date) and before:
                yield cell_name(row, at), shown(cell), f"{before} {cell.isoformat()[:10]}"


def _names_day(text: str) -> bool:
    try:
        return title_day(text) is not None
    except CellRefused:
        return True


def _begin(table: Table) -> int:
    """Return the first row of titles: below the last row of the table above that holds numbers."""
    begin = table.header.top if table.titles else 0
    while begin > table.titles and not _holds_numbers(table.sheet.rows[begin - 1]):
        begin -= 1
    return begin


def _holds_numbers(row: Sequence[Cell]) -> bool:
    return sum(isinstance(cell, int | float) or _is_digits(cell) for cell in row) > 1


def _is_digits(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().isdecimal()
