"""Spreadsheets of any number of rows: every district, day after day, with nothing to remark on."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    *("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK", "SISA BLANGKO", "PRR"),
    *("SISA SUKET", "WAJIB KTP", "SUDAH REKAM"),
)
FIRST_DAY = date(2018, 1, 1)
PLACES = Path(__file__).resolve().parents[2] / "fixtures" / "places.csv"


def rows(count: int, *, more: int = 0) -> Iterator[tuple]:
    """Yield `count` rows; `more` is added to every figure, so that a second file changes the first one's."""
    with PLACES.open(newline="", encoding="utf-8") as file:
        places = [
            place for place in csv.DictReader(file) if not place["valid_until"] or not place["valid_from"]
        ]
    places = [place for place in places if not place["valid_from"] or place["valid_from"] < "2018-01-01"]
    places = list({place["district"]: place for place in places}.values())
    for at in range(count):
        day, order = divmod(at, len(places))
        yield (places[order]["code"], places[order]["name"], FIRST_DAY + timedelta(days=day),
               *_figures(day, order, more))  # fmt: skip


def _figures(day: int, order: int, more: int) -> tuple[int, ...]:
    """Return figures of a district that prints, wears and enrols evenly."""
    printed, damaged = 100 + 7 * day + order + more, 2 * day + more
    waiting, certificates = 900 + 3 * day + order + more, 90_000 - 2 * day + order - more
    eligible, enrolled = 300_000 + day + order + more, 200_000 + 2 * day + order + more
    return printed, damaged, 90_000 - 9 * day + order - 2 * more, waiting, certificates, eligible, enrolled


def write(path: Path, count: int, *, more: int = 0) -> Path:
    """Write `count` rows to `path`, as xlsx or csv by its ending."""
    (_write_xlsx if path.suffix == ".xlsx" else _write_csv)(path, rows(count, more=more))
    return path


def _write_xlsx(path: Path, lines: Iterator[tuple]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER)
        for at, (code, name, as_of, *figures) in enumerate(lines, 1):
            sheet.write_string(at, 0, code)
            sheet.write_string(at, 1, name)
            sheet.write_datetime(at, 2, as_of, day)
            sheet.write_row(at, 3, figures)


def _write_csv(path: Path, lines: Iterator[tuple]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows((code, name, day.isoformat(), *figures) for code, name, day, *figures in lines)
