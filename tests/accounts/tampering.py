"""What somebody with access to the database, but without the key, could do to the events."""

from django.db import connection

from monitoring.models import refusals

TABLE = "monitoring_securityevent"
FIELDS = "at, kind, account_id, address, about, details, previous, digest"


def lift():
    """Lift what the database refuses, as whoever owns the tables can."""
    refusals.remove("default")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("EVENTS", TABLE).replace("END", "monitoring_eventhead"), values)


def change(number, column, value):
    sql(f"UPDATE EVENTS SET {column} = %s WHERE number = %s", value, number)


def remove(*numbers):
    for number in numbers:
        sql("DELETE FROM EVENTS WHERE number = %s", number)


def move(number, by):
    sql("UPDATE EVENTS SET number = number + %s WHERE number = %s", by, number)


def close_gap(number, last, width=1):
    """Give the events after `number` the numbers before theirs."""
    for each in range(number + 1, last + 1):
        move(each, -width)


def open_gap(number, last, width=1):
    for each in range(last, number - 1, -1):
        move(each, width)


def insert(number, *, like, previous=None, digest=None, **changed):
    """Insert an event with the fields of the event `like`; it must be told apart by its two digests."""
    columns = [name.strip() for name in FIELDS.split(",")]
    forged = f"{number!s:0>63}"
    made = {"previous": previous or f"e{forged}", "digest": digest or f"f{forged}"} | changed
    chosen = ", ".join("%s" if name in made else name for name in columns)
    values = [made[name] for name in columns if name in made]
    sql(f"INSERT INTO EVENTS (number, {FIELDS}) SELECT %s, {chosen} FROM EVENTS WHERE number = %s",
        number, *values, like)  # fmt: skip


def swap(first, second):
    move(first, 10**6)
    sql("UPDATE EVENTS SET number = %s WHERE number = %s", first, second)
    sql("UPDATE EVENTS SET number = %s WHERE number = %s", second, first + 10**6)


def set_end(count, digest, seal=None):
    sql("UPDATE END SET count = %s, digest = %s", count, digest)
    if seal is not None:
        sql("UPDATE END SET seal = %s", seal)
