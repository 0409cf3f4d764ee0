"""Print the national figures of a day: in words, or as JSON for scripts."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from monitoring import clock
from monitoring.exports.statement import statement_lines
from monitoring.figures.national import national_figures


class Command(BaseCommand):
    help = "Print the national figures as of a day: in words, or as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=day, default=None, help="a day as 2017-07-16; today without it")
        parser.add_argument("--json", action="store_true", help="JSON, and nothing else, on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = national_figures(as_of=options["as_of"] or clock.today())
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(), indent=2))
        else:
            self.stdout.write("\n".join(statement_lines(figures)))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day: write it as 2017-07-16") from None
