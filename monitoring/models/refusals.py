"""Rules across rows and tables, held by the database itself.

A check constraint sees one row. What needs more (no two places at once, not more received than sent,
nothing posted is ever edited) is a trigger, written once as an SQL condition that SQLite and PostgreSQL
both understand. Triggers are made anew after every migrate, as permissions are, so that no migration that
rebuilds a table can lose one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, IntegrityError, connections
from django.utils.functional import Promise

WRITES = ("INSERT", "UPDATE")
CHANGES = ("UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What `table` refuses: the `events` on a row for which `when` is true.

    `when` is SQL over NEW (OLD for a deletion). `lock` is a query that PostgreSQL runs first, so that two
    transactions that each look harmless cannot break the rule together; SQLite has one writer at a time.
    `sentence` is what a person is told.
    """

    name: str
    table: str
    when: str
    sentence: str | Promise
    events: tuple[str, ...] = WRITES
    lock: str = ""


def all_refusals() -> Iterator[Refusal]:
    for model in apps.get_app_config("monitoring").get_models():
        yield from getattr(model, "refusals", ())


def install(using: str) -> None:
    """Make every trigger anew in the database `using`."""
    remove(using)
    make = _sqlite_triggers if connections[using].vendor == "sqlite" else _postgresql_triggers
    _execute(using, (sql for refusal in all_refusals() for sql in make(refusal)))


def remove(using: str) -> None:
    """Drop every trigger, so that tables can be rebuilt."""
    drop = _drop_sqlite if connections[using].vendor == "sqlite" else _drop_postgresql
    tables = set(connections[using].introspection.table_names())
    _execute(using, (sql for refusal in all_refusals() if refusal.table in tables for sql in drop(refusal)))


def broken_rule(error: IntegrityError | DatabaseError) -> Refusal | None:
    """Return the refusal that `error` speaks of, None if it is another error."""
    text = str(error)
    return next((refusal for refusal in all_refusals() if refusal.name in text), None)


def _execute(using: str, statements: Iterator[str]) -> None:
    with connections[using].cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def _sqlite_triggers(refusal: Refusal) -> Iterator[str]:
    # AFTER, since NEW.id is not yet known before an insert; ABORT takes the statement back all the same.
    for event in refusal.events:
        yield (
            f"CREATE TRIGGER {refusal.name}_{event.lower()} AFTER {event} ON {refusal.table} "
            f"WHEN {refusal.when} BEGIN SELECT RAISE(ABORT, '{refusal.name}'); END"
        )


def _drop_sqlite(refusal: Refusal) -> Iterator[str]:
    for event in refusal.events:
        yield f"DROP TRIGGER IF EXISTS {refusal.name}_{event.lower()}"


def _postgresql_triggers(refusal: Refusal) -> Iterator[str]:
    lock = f"PERFORM 1 FROM ({refusal.lock}) AS locked;" if refusal.lock else ""
    row = "OLD" if "DELETE" in refusal.events else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {refusal.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {lock} "
        f"IF {refusal.when} THEN RAISE EXCEPTION '{refusal.name}' "
        f"USING ERRCODE = 'check_violation', CONSTRAINT = '{refusal.name}', TABLE = '{refusal.table}'; "
        f"END IF; RETURN {row}; END $$"
    )
    yield (
        f"CREATE TRIGGER {refusal.name} BEFORE {' OR '.join(refusal.events)} ON {refusal.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {refusal.name}()"
    )


def _drop_postgresql(refusal: Refusal) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {refusal.name} ON {refusal.table}"
