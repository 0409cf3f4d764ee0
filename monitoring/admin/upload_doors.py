"""Who may send a file, apply it, take it back, read it."""

from django.contrib.auth.models import Group

from monitoring.figures.uploaded import written_keys
from monitoring.imports.stored.permitting import permitted_kinds
from monitoring.imports.stored.sending import read_sending, sent_again
from monitoring.imports.stored.undoing import PAPERS
from monitoring.imports.stored.uploads import OPEN_STATES
from monitoring.models import BlankReceipt, BlankShipment, BlankSupply, District, Upload, UploadState, User
from monitoring.models.roles import AUDITOR, CENTRE
from monitoring.models.scoping import sees_all

KIND_OF_PAPER = {BlankSupply: "supplies", BlankShipment: "shipments", BlankReceipt: "shipments"}


def may_send(user: User) -> bool:
    """Return whether `user` may send files: an officer without a region has nothing to send for."""
    if not (user.has_perm("monitoring.add_upload") and permitted_kinds(user)):
        return False
    return sees_all(user) or user.regions.exists()


def may_apply(user: User, upload: Upload) -> bool:
    """Return whether `user`, who sees the upload, may apply it or check it anew."""
    is_open = upload.state in OPEN_STATES and bool(upload.file)
    return is_open and may_send(user) and sees_whole(user, upload)


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


def may_download(user: User, upload: Upload) -> bool:
    """Return whether the file may be given out to `user`: one with numbers of persons is given to nobody."""
    return bool(upload.file) and not upload.covered and sees_whole(user, upload)


def sees_whole(user: User, upload: Upload) -> bool:
    """Return whether all that stands in the file is for `user`, who sees the upload.

    Who sends a file for a region may have put rows of others into it. Its sender knows them anyway; anybody
    else sees it whole if they see every region, or if an officer sent it and no row lies outside theirs.
    """
    if sees_all(user) or user.pk == upload.received_by_id:
        return True
    if not upload.file or _sent_by_the_centre(upload):
        return False
    findings = read_sending(sent_again(upload, by=user)).findings
    return all(finding.code != "district_out_of_scope" for finding in findings)


def _sent_by_the_centre(upload: Upload) -> bool:
    """Return whether the sender sees every region, or did until the account was disabled."""
    roles = Group.objects.filter(name__in=(CENTRE, AUDITOR), user=upload.received_by_id)
    return upload.received_by_id is None or roles.exists()
