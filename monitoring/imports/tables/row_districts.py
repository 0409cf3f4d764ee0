"""Which district each row of a table means, and how a refusal is told."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from monitoring.imports.cells.cells import Cell
from monitoring.imports.districts.index import DistrictIndex, Found, Match, Refused
from monitoring.imports.findings import Finding
from monitoring.imports.tables.asides import Asides
from monitoring.imports.tables.circumstances import Circumstances
from monitoring.imports.tables.rows import Layout
from monitoring.imports.tables.tables import Table

REGENCY_BARE = "bare_name_taken_as_regency"


def matches_of(table: Table, asides: Asides, name: str, told: Circumstances) -> list[Match | None]:
    """Return what code and name (field `name`) of each row mean; None for numbering, headings and sums."""
    headings = _heading_of_each(table, asides, told.index)
    known: dict[tuple, Match] = {}
    matches: list[Match | None] = []
    skipped = asides.aside
    cells = zip(*(table.column(field) for field in ("code", name, "kind", "province")), headings, strict=True)
    for row, key in enumerate(cells):
        if row in skipped:
            matches.append(None)
            continue
        match = known.get(key)
        if match is None:
            match = known[key] = _find(table, name, key, told)
        matches.append(match)
    return matches


def _find(
    table: Table, name: str, key: tuple[Cell, Cell, Cell, Cell, str | None], told: Circumstances
) -> Match:
    code, text, kind, province, heading = key
    return told.index.find(
        code=code,
        name=text,
        kind=kind,
        province=province,
        heading=heading,
        uploader_province=told.scope.province,
        has_code="code" in table.columns,
        has_name=name in table.columns,
    )


def _heading_of_each(table: Table, asides: Asides, index: DistrictIndex) -> list[str | None]:
    """Return the province under whose heading each row stands; a title of the table is the first heading."""
    heading = _titled_province(table, index)
    if not asides.headings:
        return [heading] * len(table.rows)
    headings: list[str | None] = []
    for row in range(len(table.rows)):
        heading = asides.headings.get(row, heading)
        headings.append(heading)
    return headings


def _titled_province(table: Table, index: DistrictIndex) -> str | None:
    above = table.sheet.rows[table.titles : table.header.top]
    named = [index.is_province(cell) for row in above for cell in row if isinstance(cell, str)]
    return next((code for code in reversed(named) if code), None)


def cities_named(matches: Iterable[Match | None]) -> set[int]:
    """Return the districts that rows name exactly."""
    return {match.district for match in matches if isinstance(match, Found) and match.warning is None}


def settled(match: Match | None, named: Collection[int]) -> Match | None:
    """Take the regency for a bare name when the same sheet names exactly that city."""
    if not isinstance(match, Refused) or match.code != "ambiguous_district" or len(match.candidates) != 2:
        return match
    regency, city = match.candidates
    return Found(regency, REGENCY_BARE) if city in named else match


def place_of_blame(layout: Layout, row: int, at: str) -> str:
    """Return the field whose cell is to blame: of the name, the code or the province."""
    if at == "province":
        return "province"
    return "code" if at == "code" and "code" in layout.columns else layout.name_field(row)


def refusal(match: Refused, layout: Layout, row: int, day: date | None, told: Circumstances) -> Finding:
    """Return the finding of a row (from 1) whose district is refused."""
    index, field = told.index, place_of_blame(layout, row, match.at)
    suggestions: list[str] = []
    details = dict(match.details)
    if match.code == "ambiguous_district":
        suggestions = [index.code_on(each, day) for each in match.candidates]
        names = [f"{index.name_on(each, day)} ({index.code_on(each, day)})" for each in match.candidates]
        details["candidates"] = " / ".join(names)
    elif match.code == "unknown_district" and not match.variant:
        suggestions = told.suggest(str(layout.content(field, row)), day)
    if match.code == "code_name_conflict" and match.variant in ("", "province"):
        details.setdefault("name", str(layout.content(layout.name_field(row), row) or ""))
    finding = layout.finding(match.code, field, row, details, variant=match.variant)
    return replace(finding, suggestions=tuple(suggestions))


def remarks(
    match: Found, layout: Layout, row: int, day: date | None, told: Circumstances
) -> Iterable[Finding]:
    """Yield what is to be said of a row (from 1) whose district was found."""
    field = layout.name_field(row)
    if match.warning:
        yield layout.finding(match.warning, field, row, {"district": told.index.name_on(match.district, day)})
    if told.scope.districts is not None and match.district not in told.scope.districts:
        yield layout.finding("district_out_of_scope", field, row)
