"""Check a spreadsheet, and store it with --apply."""

import gc
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.imports.findings import Severity
from monitoring.imports.limits import COMMAND_LINE
from monitoring.imports.messages import sentence
from monitoring.imports.stored.answers import answer_of
from monitoring.imports.stored.checking import Check
from monitoring.imports.stored.regions import SeveralRegions
from monitoring.imports.stored.sending import Sending
from monitoring.imports.stored.uploads import Step, check_and_apply, check_upload
from monitoring.models import EventKind, Province, Upload, UploadState, User
from monitoring.models.events import record


def record_applied(upload: Upload, check: Check) -> None:
    record(
        EventKind.APPLIED,
        by=upload.applied_by,
        at=upload.applied_at,
        about=f"upload {upload.pk}",
        through="command",
        **check.counts,
    )


class Command(BaseCommand):
    help = (
        "Reads a spreadsheet (xlsx, xls, ods, csv) and says what it would change. Nothing is stored "
        "without --apply. Exit code 1: there are errors and nothing was applied."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="the day, if the file has none"
        )
        parser.add_argument("--province", metavar="CODE", help="read and write this province only")
        parser.add_argument("--user", metavar="NAME", help="who sends the file; needed for --apply")
        parser.add_argument("--apply", action="store_true", help="store it; warnings are taken")
        parser.add_argument(
            "--skip-refused", action="store_true", help="store the good rows of a file with bad ones"
        )
        parser.add_argument(
            "--dismiss-columns",
            action="store_true",
            help="a column whose header is almost a known one is not meant",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        # Hundreds of thousands of rows live until the command ends: looking for garbage among them is wasted.
        gc.disable()
        try:
            upload, check = self._checked(self._sending(options), options)
        except SeveralRegions:
            raise CommandError(
                _("The rows lie in several regions of the user: name one with --province.")
            ) from None
        self._show(None)
        answer = answer_of(upload, check)
        self.stdout.write(
            json.dumps(answer, ensure_ascii=False) if options["json"] else self._told(upload, check)
        )
        applied = upload.state == UploadState.APPLIED
        if not applied and (check.has_errors or upload.state == UploadState.REFUSED):
            raise SystemExit(1)

    def _checked(self, sending: Sending, options: dict[str, Any]) -> tuple[Upload, Check]:
        if not options["apply"]:
            return check_upload(sending, tell=self._show)
        return check_and_apply(
            sending,
            skip_refused=options["skip_refused"],
            columns_dismissed=options["dismiss_columns"],
            tell=self._show,
            and_then=record_applied,
        )

    def _show(self, step: Step | None) -> None:
        """Draw how far it is on a terminal; None wipes it away. Scripts and files get nothing of it."""
        if not self.stderr.isatty():
            return
        steps = list(Step)
        done = steps.index(step) if step else len(steps)
        bar = ("█" * done).ljust(len(steps), "░")
        self.stderr.write(f"\r\033[K{bar} {step.value}" if step else "\r\033[K", ending="")
        self.stderr.flush()

    def _sending(self, options: dict[str, Any]) -> Sending:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be opened: %(why)s") % {"file": path, "why": error.strerror}
            ) from None
        province = options["province"]
        if province is not None and not Province.objects.filter(pk=province).exists():
            raise CommandError(_("There is no province with the code %(code)s.") % {"code": province})
        return Sending(
            content=content,
            filename=path.name,
            by=self._user(options),
            at=clock.now(),
            today=clock.latest_today(),
            as_of=options["as_of"],
            province=province,
            limits=COMMAND_LINE,
        )

    def _user(self, options: dict[str, Any]) -> User | None:
        name = options["user"]
        if name is None and options["apply"]:
            raise CommandError(_("--apply needs --user: the name of who sends the file."))
        if name is None:
            return None
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no active user %(name)s.") % {"name": name})
        return user

    def _told(self, upload: Upload, check: Check) -> str:
        counts = _(
            "%(read)d rows: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused."
        )
        lines = [f"{upload.pk} {upload.filename}: {upload.get_state_display()}", counts % check.counts]
        for finding in check.findings:
            mark = "✗" if finding.severity is Severity.ERROR else "!"
            place = " ".join(filter(None, (finding.sheet, finding.cell)))
            lines.append(f"{mark} {place or upload.filename}: {sentence(finding)}")
        return "\n".join(lines)
