"""Checks that nobody applied: forgotten after a time, with the file and what was found in it."""

from datetime import datetime

from django.db import transaction

from monitoring.imports.stored.uploads import OPEN_STATES
from monitoring.models import Upload, UploadState
from monitoring.rules import CHECK_EXPIRES_AFTER


def expire_uploads(*, at: datetime) -> int:
    """Let every check that is too old at the moment `at` expire, file and all; return how many did.

    What stays is that there was one: name, SHA-256, who, when, and the counts.
    """
    old = Upload.objects.filter(state__in=OPEN_STATES, received_at__lt=at - CHECK_EXPIRES_AFTER)
    keys = list(old.values_list("pk", flat=True))
    return sum(_expire(key) for key in keys)


@transaction.atomic
def _expire(key: int) -> bool:
    upload = Upload.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    if upload.state not in OPEN_STATES:
        # Applied between the look and the lock.
        return False
    file, upload.file = upload.file, ""
    upload.state, upload.findings, upload.understood = UploadState.EXPIRED, [], {}
    upload.save(update_fields=["state", "file", "findings", "understood"])
    if file:
        # Only when it is certain that the row says so: a file cannot be taken back.
        transaction.on_commit(lambda: file.storage.delete(file.name))
    return True
