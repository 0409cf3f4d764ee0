"""Many rows at once, in the database's own fastest way: COPY on PostgreSQL, executemany on SQLite.

The only room with SQL of its own. Values are those of the database (`prepared`), columns those of the model.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

BATCH = 5_000
"""Rows or keys at a time: far below the number of parameters that SQLite takes (32,766)."""


def columns_of(model: type[models.Model], names: Iterable[str]) -> list[str]:
    return [model._meta.get_field(name).column for name in names]


def prepared(model: type[models.Model], name: str, value: object) -> object:
    """Return `value` as the database keeps it in the field `name`."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert `rows`, whose values stand in the order of the fields `names`."""
    table, columns = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns_of(model, names)))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            for batch in _in_batches(rows):
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Update `rows`: the values of the fields `names`, and last the key of the row."""
    table, columns = _quoted(model._meta.db_table), [*map(_quoted, columns_of(model, names))]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _update_from_copy(cursor, table, columns, rows)
        else:
            settings = ", ".join(f"{column} = %s" for column in columns)
            for batch in _in_batches(rows):
                cursor.executemany(f"UPDATE {table} SET {settings} WHERE id = %s", batch)


def _in_batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """Yield `rows` some at a time: Django keeps all that it has taken from an iterator until it has all."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _update_from_copy(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Copy the new values beside the table, then take them over in one statement."""
    listed = ", ".join([*columns, "id"])
    cursor.execute(f"CREATE TEMPORARY TABLE written AS SELECT {listed} FROM {table} WITH NO DATA")
    with cursor.copy(f"COPY written ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    settings = ", ".join(f"{column} = written.{column}" for column in columns)
    cursor.execute(f"UPDATE {table} SET {settings} FROM written WHERE {table}.id = written.id")
    cursor.execute("DROP TABLE written")


def copy_rows(
    source: type[models.Model],
    target: type[models.Model],
    keys: Sequence[int],
    *,
    shared: Sequence[str],
    constant: dict[str, object],
) -> None:
    """Copy the rows `keys` of `source` to `target`: `shared` fields as they are, `constant` ones alike."""
    columns = columns_of(target, (*shared, *constant))
    wanted = [*map(_quoted, columns_of(source, shared)), *["%s"] * len(constant)]
    insert_into = f"INSERT INTO {_quoted(target._meta.db_table)} ({', '.join(map(_quoted, columns))})"
    values = [prepared(target, name, value) for name, value in constant.items()]
    with connection.cursor() as cursor:
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(
                f"{insert_into} SELECT {', '.join(wanted)} FROM {_quoted(source._meta.db_table)} "
                f"WHERE id IN ({marks}) ORDER BY id",
                [*values, *batch],
            )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
