"""Accounts from a sheet. Shows what it would make; makes them with --apply."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.account_cells import Told
from monitoring.accounts.account_sheets import AccountReading, read_accounts
from monitoring.accounts.acting import Acting
from monitoring.accounts.making import Plan, make_accounts, plan_accounts
from monitoring.accounts.regions import region_book
from monitoring.imports.limits import COMMAND_LINE


class Command(BaseCommand):
    help = "Shows which accounts a sheet would make; makes them with --apply, if no row is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="xlsx, xls, ods or csv")
        parser.add_argument("--apply", action="store_true", help="make them")
        parser.add_argument(
            "--skip-refused", action="store_true", help="make the others of a sheet with errors"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        book = region_book(clock.today())
        reading = read_accounts(content_of(options["file"]), book=book, limits=COMMAND_LINE)
        plan = plan_accounts(reading.rows)
        told = [*reading.told, *plan.told]
        refused = any(each.is_error for each in told) and not options["skip_refused"]
        made = options["apply"] and not refused and bool(plan.new)
        if made:
            make_accounts(plan.new, Acting(None, clock.now()))
        answer = answer_of(reading, plan, made=made)
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else lines(answer))
        if refused:
            raise SystemExit(1)


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = _("%(file)s cannot be opened: %(why)s")
        raise CommandError(told % {"file": path, "why": error.strerror}) from None


def answer_of(reading: AccountReading, plan: Plan, *, made: bool) -> dict[str, Any]:
    new, unchanged = len(plan.new), len(plan.unchanged)
    return {
        "made": made,
        "counts": {
            "read": reading.read,
            "new": new,
            "unchanged": unchanged,
            "refused": reading.read - new - unchanged,
        },
        "new": [row.username for row in plan.new],
        "told": [said(each) for each in (*reading.told, *plan.told)],
    }


def said(told: Told) -> dict[str, Any]:
    severity = "error" if told.is_error else "warning"
    return {
        "severity": severity,
        "sheet": told.sheet,
        "cell": told.cell,
        "value": told.value,
        "message": told.text,
    }


def lines(answer: dict[str, Any]) -> str:
    counts = _("%(read)d rows: %(new)d new, %(unchanged)d unchanged, %(refused)d refused.") % answer["counts"]
    found = [
        f"{'✗' if each['severity'] == 'error' else '!'} "
        + " ".join(part for part in (each["sheet"], each["cell"], each["message"]) if part)
        for each in answer["told"]
    ]
    made = (
        [_("Made. Their one-time links are printed or sent from the page “Letters”.")]
        if answer["made"]
        else []
    )
    return "\n".join([counts, *found, *made])
