"""One way of bringing a file in, measured in a process of its own.

`python -m tests.bench.importing WAY FILE`

Prints seconds and megabytes as JSON. What it writes is taken back, so that every way finds the same database.
"""

import csv
import gc
import json
import os
import resource
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import python_calamine  # noqa: E402
import tablib  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402

from monitoring.imports.limits import COMMAND_LINE  # noqa: E402
from monitoring.imports.stored import bulk  # noqa: E402
from monitoring.imports.stored.sending import Sending, read_sending  # noqa: E402
from monitoring.imports.stored.uploads import check_and_apply, check_upload  # noqa: E402
from monitoring.models import DistributionRound, District, DistrictReport, User  # noqa: E402
from monitoring.rules import FIGURES  # noqa: E402
from tests.bench.files import write  # noqa: E402

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 1, 1)
COLUMNS = (
    "district",
    "as_of",
    "round",
    *FIGURES,
    "through",
    "sheet",
    "recorded_on",
    "recorded_at",
    "recorded_by",
)


class StockResource(resources.ModelResource):
    """import-export as its documentation shows it, with default settings."""

    district = fields.Field("district", "KODE", widgets.ForeignKeyWidget(District, "code"))
    as_of = fields.Field("as_of", "TANGGAL", widgets.DateWidget("%Y-%m-%d"))
    printed = fields.Field("printed", "TERCETAK", widgets.IntegerWidget())
    damaged = fields.Field("damaged", "RUSAK", widgets.IntegerWidget())
    stock_on_hand = fields.Field("stock_on_hand", "SISA BLANGKO", widgets.IntegerWidget())
    print_ready = fields.Field("print_ready", "PRR", widgets.IntegerWidget())
    substitute_certificates = fields.Field("substitute_certificates", "SISA SUKET", widgets.IntegerWidget())
    eligible = fields.Field("eligible", "WAJIB KTP", widgets.IntegerWidget())
    enrolled = fields.Field("enrolled", "SUDAH REKAM", widgets.IntegerWidget())

    class Meta:
        model = DistrictReport
        import_id_fields = ("district", "as_of")
        fields = ("district", "as_of", *FIGURES)

    def before_save_instance(self, instance: DistrictReport, row: Any, **kwargs: Any) -> None:
        instance.round_id = kwargs["round"]
        instance.recorded_on, instance.recorded_at, instance.recorded_by_id = TODAY, NOW, kwargs["user"].pk
        instance.through = "upload"


def sending(path: Path) -> Sending:
    return Sending(path.read_bytes(), path.name, _staff(), NOW, TODAY, limits=COMMAND_LINE)


def _staff() -> User:
    return User.objects.get_or_create(username="bench", defaults={"is_superuser": True})[0]


def stock(path: Path) -> None:
    """Parse with tablib, then import row by row."""
    if path.suffix == ".xlsx":
        dataset = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    else:
        dataset = tablib.Dataset().load(path.read_text(encoding="utf-8"), format="csv", delimiter=";")
    round_ = DistributionRound.objects.of_day(date(2018, 1, 1))
    result = StockResource().import_data(dataset, round=round_.pk, user=_staff())
    if result.has_errors():
        raise SystemExit(str(result.row_errors()[:1] or result.base_errors[:1]))


def parse(path: Path) -> list:
    """Parse, and nothing else."""
    if path.suffix == ".xlsx":
        return python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter=";"))


def insert(path: Path) -> None:
    """Parse and insert the rows unchecked, as if it were known that all are new: nothing can be faster."""
    bulk.insert(DistrictReport, COLUMNS, _lines(path))


def floor(path: Path) -> None:
    """Parse and write the rows unchecked, new or not."""
    _upsert(_lines(path))


def _lines(path: Path) -> list[tuple]:
    """Return the rows in the order of the table's keys, in which both databases take them fastest."""
    codes = dict(District.objects.values_list("places__code", "pk"))
    round_ = DistributionRound.objects.of_day(date(2018, 1, 1)).pk
    recorded_at = bulk.prepared(DistrictReport, "recorded_at", NOW)
    signature = ("upload", "", _stored_day(TODAY), recorded_at, _staff().pk)
    return sorted(
        (codes[code], _stored_day(as_of), round_, *map(int, figures), *signature)
        for code, _name, as_of, *figures in parse(path)[1:]
    )


@cache
def _stored_day(day: date | str) -> object:
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return bulk.prepared(DistrictReport, "as_of", day)


def _upsert(lines: Any) -> None:
    table, columns = DistrictReport._meta.db_table, bulk.columns_of(DistrictReport, COLUMNS)
    listed = ", ".join(columns)
    taken = ", ".join(f"{column} = excluded.{column}" for column in columns[3:])
    conflict = f"ON CONFLICT (district_id, as_of) DO UPDATE SET {taken}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks}) {conflict}", lines)
            return
        cursor.execute(f"CREATE TEMPORARY TABLE incoming AS SELECT {listed} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY incoming ({listed}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM incoming {conflict}")


def check(path: Path) -> None:
    upload, found = check_upload(sending(path))
    _expect(found.findings == [], upload)


def apply(path: Path) -> None:
    upload, found = check_and_apply(sending(path))
    _expect(upload.state == "applied" and found.findings == [], upload)


def _expect(right: bool, upload: Any) -> None:
    if not right:
        raise SystemExit(f"{upload.state}: {upload.findings[:3]}")


WAYS: dict[str, Callable[[Path], Any]] = {
    "parse": parse,
    "read": lambda path: read_sending(sending(path)),
    "stock": stock,
    "check": check,
    "apply": apply,
    "insert": insert,
    "floor": floor,
}


def main(way: str, path: Path) -> None:
    """Measure one way. "change" and "floor-change" first store the file that the measured one changes."""
    gc.disable()  # as in the command line: rows live until the end, and looking for garbage finds none
    with transaction.atomic():
        if way.endswith("change"):
            apply(write(path.with_name(f"before{path.suffix}"), _count(path)))
        measured = WAYS[{"change": "apply", "floor-change": "floor"}.get(way, way)]
        begun = perf_counter()
        measured(path)
        seconds = perf_counter() - begun
        transaction.set_rollback(True)
    most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": max(most) // 1024}) + "\n")


def _count(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
