"""Take an upload back, figure by figure."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.imports.stored.undoing import NotUndone, Undone, undo_upload
from monitoring.models import EventKind, Upload, User
from monitoring.models.events import record


@transaction.atomic
def taken_back(upload: Upload, by: User, *, apply: bool) -> Undone:
    at = clock.now()
    undone = undo_upload(upload, by=by, at=at, today=clock.latest_today(), apply=apply)
    if apply:
        about = f"upload {upload.pk}"
        record(EventKind.UNDONE, by=by, at=at, about=about, through="command", **undone.counts)
    return undone


class Command(BaseCommand):
    help = "Says what taking an upload back would do, and does it with --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("upload", type=int, metavar="ID")
        parser.add_argument("--user", metavar="NAME", help="who takes it back; else who applied it")
        parser.add_argument("--apply", action="store_true", help="do it")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        upload = Upload.objects.filter(pk=options["upload"]).select_related("applied_by").first()
        if upload is None:
            raise CommandError(_("There is no upload %(id)d.") % {"id": options["upload"]})
        by = self._user(options["user"]) or upload.applied_by
        try:
            undone = taken_back(upload, by, apply=options["apply"])
        except NotUndone:
            state = upload.get_state_display()
            raise CommandError(
                _("Only an applied upload can be taken back; this one is %(state)s.") % {"state": state}
            ) from None
        told = _("%(restored)d restored, %(kept)d kept because changed since, %(deleted)d deleted.")
        self.stdout.write(json.dumps(undone.counts) if options["json"] else told % undone.counts)

    def _user(self, name: str | None) -> User | None:
        if name is None:
            return None
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no active user %(name)s.") % {"name": name})
        return user
