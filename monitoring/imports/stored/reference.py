"""The reference data: regions with their days, calendar, targets, stores, accounts and roles.

Only what is missing is added: what the centre has changed in the portal stays as it is. A district that has a
place keeps its places.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection, models, transaction

from monitoring.models import (
    Account,
    AccountKind,
    AliasKind,
    DistributionRound,
    District,
    DistrictAlias,
    DistrictPlace,
    DueDay,
    EnrolmentTarget,
    Province,
    Store,
)
from monitoring.models.in_force import bring_in_step
from monitoring.models.roles import grant_roles

Row = dict[str, str]

CENTRAL_STORE = "Pusat"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were added, by model, and how many districts were brought in step with their places."""

    added: dict[str, int]
    brought_in_step: int

    @property
    def changed(self) -> bool:
        return bool(self.brought_in_step or any(self.added.values()))


@transaction.atomic
def load_reference(folder: Path, *, today: date) -> Loaded:
    """Load the files of `folder`; districts bear what is in force on `today`. A second run does nothing."""
    steps: dict[str, Callable[[Path], int]] = {
        "provinces": _load_provinces,
        "districts": _load_districts,
        "places": _load_places,
        "aliases": _load_aliases,
        "rounds": _load_rounds,
        "due_days": _load_due_days,
        "targets": _load_targets,
        "stores": lambda folder: _make_stores(),
        "accounts": lambda folder: _make_accounts(),
    }
    added = {name: step(folder) for name, step in steps.items()}
    grant_roles()
    return Loaded(added, bring_in_step(today))


def _rows(folder: Path, name: str) -> Iterator[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _add(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    return len(model.objects.bulk_create(rows))


def _load_provinces(folder: Path) -> int:
    known = set(Province.objects.values_list("pk", flat=True))
    rows = [row for row in _rows(folder, "provinces.csv") if row["code"] not in known]
    return _add(
        Province,
        [Province(code=row["code"], name=row["name"], valid_from=_day(row["valid_from"])) for row in rows],
    )


def _load_districts(folder: Path) -> int:
    """Add the districts with the first place of each; they are brought in step at the end."""
    known = set(District.objects.values_list("pk", flat=True))
    first: dict[int, Row] = {}
    for row in _rows(folder, "places.csv"):
        first.setdefault(int(row["district"]), row)
    added = _add(
        District,
        [
            District(
                pk=key, code=row["code"], name=row["name"], kind=row["kind"], province_id=row["province_code"]
            )
            for key, row in first.items()
            if key not in known
        ],
    )
    if added:
        _continue_keys(District)
    return added


def _continue_keys(model: type[models.Model]) -> None:
    """Let new rows be numbered after those whose keys were given (PostgreSQL counts on its own)."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(sql)


def _load_places(folder: Path) -> int:
    placed = set(DistrictPlace.objects.values_list("district", flat=True))
    rows = [row for row in _rows(folder, "places.csv") if int(row["district"]) not in placed]
    return _add(DistrictPlace, map(_place, rows))


def _place(row: Row) -> DistrictPlace:
    return DistrictPlace(
        district_id=int(row["district"]),
        province_id=row["province_code"],
        code=row["code"],
        name=row["name"],
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        law=row["law"],
    )


def _load_aliases(folder: Path) -> int:
    """Add old names and other names. `district_code_now` is the code of the latest layout."""
    if not (folder / "aliases.csv").exists():
        return 0
    known = set(DistrictAlias.objects.values_list("text", "province"))
    now = dict(DistrictPlace.objects.filter(valid_until__isnull=True).values_list("code", "district"))
    return _add(
        DistrictAlias,
        [
            DistrictAlias(
                text=row["text"],
                district_id=now[row["district_code_now"]],
                province_id=row["province_code"] or None,
                kind=AliasKind(row["kind"].replace(" ", "_")),
            )
            for row in _rows(folder, "aliases.csv")
            if (row["text"], row["province_code"] or None) not in known
        ],
    )


def _load_rounds(folder: Path) -> int:
    known = set(DistributionRound.objects.values_list("starts_on", flat=True))
    rounds = [
        DistributionRound(
            name=row["name"],
            starts_on=_day(row["starts_on"]),
            low_print_threshold=int(row["low_print_threshold"]),
        )
        for row in _rows(folder, "rounds.csv")
    ]
    return _add(DistributionRound, [each for each in rounds if each.starts_on not in known])


def _load_due_days(folder: Path) -> int:
    known = set(DueDay.objects.values_list("due_on", flat=True))
    rounds = dict(DistributionRound.objects.values_list("starts_on", "pk"))
    days = [
        DueDay(round_id=rounds[_day(row["round_starts_on"])], due_on=_day(row["due_on"]))
        for row in _rows(folder, "due_days.csv")
        if _day(row["due_on"]) not in known
    ]
    return _add(DueDay, days)


def _load_targets(folder: Path) -> int:
    known = set(EnrolmentTarget.objects.values_list("due_before", flat=True))
    targets = [
        EnrolmentTarget(
            name=row["name"],
            residents=int(row["residents"]),
            counted_from=_day(row["counted_from"]),
            due_before=_day(row["due_before"]),
        )
        for row in _rows(folder, "targets.csv")
    ]
    return _add(EnrolmentTarget, [each for each in targets if each.due_before not in known])


def _make_stores() -> int:
    """Give every district its store, and the centre one."""
    keepers = set(Store.objects.values_list("district", flat=True))
    central = [] if None in keepers else [Store(name=CENTRAL_STORE)]
    districts = District.objects.exclude(pk__in=keepers - {None}).order_by("pk")
    return _add(Store, [*central, *(Store(district=district) for district in districts)])


def _make_accounts() -> int:
    """Give every store its account, and make the five that are no place."""
    kinds = set(Account.objects.exclude(kind=AccountKind.STORE).values_list("kind", flat=True))
    wanted = [kind for kind in AccountKind if kind != AccountKind.STORE and kind not in kinds]
    stores = Store.objects.filter(account__isnull=True).order_by("pk")
    return _add(
        Account,
        [
            *(Account(kind=kind) for kind in wanted),
            *(Account(kind=AccountKind.STORE, store=store) for store in stores),
        ],
    )
