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
    """Return figures of a district of its own size that prints, wears and enrols, more on some days."""
    residents = 20_000 + 4_001 * order
    printed, damaged, used, waiting, certificates, grown, enrolled = (
        _moved(day + order + 2 * column) for column in range(7)
    )
    return (
        order + 100 + 5 * printed + more,
        damaged + more,
        residents + 5_000 - 3 * used - 2 * more,
        residents // 3 + waiting + more,
        residents // 2 + 5_000 - certificates - more,
        2 * residents + 5_000 + grown + more,
        residents + enrolled + more,
    )


def _moved(days: int) -> int:
    """Return how far something came that moves by 0, 3, 6, 2, 5, 1, 4 from day to day, and again."""
    weeks, rest = divmod(days, 7)
    return 21 * weeks + sum(3 * each % 7 for each in range(rest))


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
