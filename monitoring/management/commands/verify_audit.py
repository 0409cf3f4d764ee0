"""Say whether the security events are whole; if not, name the first that was tampered with."""

import json
import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.accounts.verifying import End, Fault, Verdict, What, verify

SENTENCES = {
    What.ALTERED: gettext_lazy("Event %(number)s was altered."),
    What.REMOVED: gettext_lazy("Event %(number)s was removed."),
    What.INSERTED: gettext_lazy("Event %(number)s was inserted: the portal did not write it there."),
    What.END_CHANGED: gettext_lazy(
        "The end of the events that the portal keeps is gone or was changed. "
        "Event %(number)s and later ones may have been removed."
    ),
    What.END_MENDED: gettext_lazy(
        "When event %(number)s was recorded, the end of the events was gone or had been changed: events "
        "right before it may have been removed. From there on: verify_audit --from %(number)s"
    ),
    What.OTHER_KEY: gettext_lazy(
        "No event before number %(number)s was made with this AUDIT_KEY. Verify those with the key that was "
        "in use then, the others with --from %(number)s."
    ),
    What.REWRITTEN: gettext_lazy(
        "Event %(number)s is whole, but it is not the one that was written down: the events up to it were "
        "written anew."
    ),
}


class Command(BaseCommand):
    help = (
        "Checks the chain of security events. Exit code 0: whole, and prints the end to write down "
        "elsewhere. Exit code 1: names the first event that was altered, removed or inserted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", type=number, default=1, metavar="N",
                            help="check from this event on; what came before is taken as it is")  # fmt: skip
        parser.add_argument("--expect", type=end, metavar="COUNT:DIGEST", help="an end printed earlier")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(options["start"], options["expect"])
        if not verdict.checked and verdict.fault is None and options["start"] > 1:
            raise CommandError(_("There is no event %(number)s.") % {"number": options["start"]})
        self.stdout.write(json.dumps(as_json(verdict)) if options["json"] else told(verdict))
        if verdict.fault is not None:
            raise SystemExit(1)


def as_json(verdict: Verdict) -> dict[str, Any]:
    fault = verdict.fault and {"number": verdict.fault.number, "what": verdict.fault.what}
    return {"whole": fault is None, "checked": verdict.checked, "end": str(verdict.end), "fault": fault}


def told(verdict: Verdict) -> str:
    if verdict.fault is not None:
        return f"✗ {sentence(verdict.fault)}\n{_('Whole before it: %(count)s.') % {'count': verdict.checked}}"
    whole = _("%(count)s security events are whole. Write the end down elsewhere:")
    return f"{whole % {'count': verdict.checked}}\n{verdict.end}"


def sentence(fault: Fault) -> str:
    if fault == Fault(0, What.OTHER_KEY):
        return _("No event was made with this AUDIT_KEY: it is not the key of this portal.")
    return str(SENTENCES[fault.what]) % {"number": fault.number}


def number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) < 2**63:
        raise ArgumentTypeError(f"“{text}” is not the number of an event: they begin with 1")
    return int(text)


def end(text: str) -> End:
    parts = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if parts is None:
        raise ArgumentTypeError(f"“{text}” is not an end: write COUNT:DIGEST as it was printed")
    return End(int(parts[1]), parts[2])
