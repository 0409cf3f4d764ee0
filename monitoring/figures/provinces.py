"""The figures of the districts, summed by province."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, DecimalField, F, Field, Func, IntegerField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from monitoring.figures.positions import with_positions
from monitoring.figures.sums import Position, positions, sums
from monitoring.models import District, Province

NOTHING = sums([])


def with_sums(
    provinces: QuerySet[Province], *, districts: QuerySet[District], as_of: date
) -> QuerySet[Province]:
    """Annotate the sums (see sums.py) of `districts`, which must be those that the reader may see.

    The sums are worked out here and now, by two queries, and handed back as constants: each of 30 sums over
    subqueries would look up every district anew.
    """
    by_province: dict[str, list[Position]] = defaultdict(list)
    for row in positions(with_positions(districts, as_of=as_of)):
        by_province[row["province"]].append(row)
    summed = {code: sums(rows) for code, rows in by_province.items()}
    return provinces.annotate(**{name: _constants(name, summed) for name in NOTHING})


def _constants(name: str, summed: Mapping[str, Mapping[str, Any]]) -> "ByCode":
    values = {code: each[name] for code, each in summed.items()}
    return ByCode(values, default=NOTHING[name], output_field=_field_of(name))


def _field_of(name: str) -> Field:
    if name.endswith("_on") and name != "stock_on_hand":
        return DateField(null=True)
    if name.endswith("_percent"):
        return DecimalField(max_digits=20, decimal_places=2, null=True)
    return IntegerField(null=True)


class ByCode(Func):
    """A constant for each province. Django's own Case costs 50 times as much to write as to run here."""

    def __init__(self, values: Mapping[str, Any], *, default: Any, output_field: Field) -> None:
        super().__init__(F("pk"), output_field=output_field)
        self.values, self.default = values, default

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.source_expressions[0])
        arms = "WHEN %s THEN %s " * len(self.values)
        adapted = (self._adapted(value, connection) for pair in self.values.items() for value in pair)
        end = [self._adapted(self.default, connection)]
        if not self.values:
            return "%s", end
        return f"CASE {column} {arms}ELSE %s END", [*params, *adapted, *end]

    def _adapted(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return value if isinstance(value, str) else self.output_field.get_db_prep_value(value, connection)
