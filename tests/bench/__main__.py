"""Measures on a database of its own: `python -m tests.bench [--database postgres] [--only lists]`."""

import argparse
import os

import django

from tests.plugins.databases import prepare

ROOMS = ("imports", "lists")


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    arguments.add_argument("--only", choices=ROOMS)
    asked = arguments.parse_args()
    prepare(asked.database)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    measure(asked.database, [asked.only] if asked.only else ROOMS)


def measure(database: str, rooms: list[str] | tuple[str, ...]) -> None:
    # Only now: what they import needs Django's settings.
    from django.conf import settings
    from django.db import connection

    from monitoring.imports.stored.reference import load_reference
    from tests.bench import imports, lists
    from tests.makers import TODAY

    asked_for = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    # The processes that the imports are measured in find the same database.
    os.environ["DATABASE_URL"] = renamed(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    try:
        load_reference(settings.BASE_DIR / "fixtures", today=TODAY)
        for room in rooms:
            print(f"\n{database}: {room}")
            {"imports": imports, "lists": lists}[room].table()
    finally:
        connection.creation.destroy_test_db(asked_for, verbosity=0)


def renamed(url: str, name: object) -> str:
    """Return the URL of another database on the same server, or another SQLite file."""
    if url.startswith("sqlite"):
        return f"sqlite:///{name}"
    server, question, options = url.partition("?")
    return f"{server.rpartition('/')[0]}/{name}{question}{options}"


if __name__ == "__main__":
    main()
