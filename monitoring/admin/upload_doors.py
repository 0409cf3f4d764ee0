"""Who may send a file, apply it, take it back, read it."""

from monitoring.figures.uploaded import written_keys
from monitoring.imports.stored.kept_findings import kept_findings
from monitoring.imports.stored.permitting import permitted_kinds
from monitoring.imports.stored.undoing import PAPERS
from monitoring.imports.stored.uploads import OPEN_STATES
from monitoring.models import BlankReceipt, BlankShipment, BlankSupply, District, Upload, UploadState, User

KIND_OF_PAPER = {BlankSupply: "supplies", BlankShipment: "shipments", BlankReceipt: "shipments"}


def may_send(user: User) -> bool:
    return user.has_perm("monitoring.add_upload") and bool(permitted_kinds(user))


def may_apply(user: User, upload: Upload) -> bool:
    """Return whether `user`, who sees the upload, may apply it or check it anew."""
    return upload.state in OPEN_STATES and bool(upload.file) and may_send(user)


def may_undo(user: User, upload: Upload) -> bool:
    """Return whether `user`, who sees the upload, may take it back: what it wrote must all be theirs."""
    own = user.pk in (upload.received_by_id, upload.applied_by_id)
    if upload.state != UploadState.APPLIED or not may_send(user):
        return False
    return (own or user.has_perm("monitoring.change_upload")) and _writes_all(user, upload)


def _writes_all(user: User, upload: Upload) -> bool:
    everywhere = len(written_keys(upload, District.objects.all()))
    if everywhere != len(written_keys(upload, District.objects.visible_to(user))):
        return False
    kinds = permitted_kinds(user)
    return all(
        KIND_OF_PAPER.get(model, "counts") in kinds
        for model in PAPERS
        if model.objects.filter(upload=upload).exists()
    )


def may_download(upload: Upload) -> bool:
    """Return whether the file is there to be given out: one with numbers of persons is not."""
    return bool(upload.file) and all(finding.code != "personal_data" for finding in kept_findings(upload))
