"""Files that someone sent, what was found in them, and what they changed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.regions import District, Province
from monitoring.models.scoping import PERMISSIONS, ScopedQuerySet, regions_condition
from monitoring.models.users import User


class UploadState(models.TextChoices):
    CHECKED = "checked", _("checked")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("expired")


class UploadQuerySet(ScopedQuerySet):
    def within_regions_of(self, user: User) -> "UploadQuerySet":
        """Return what was sent for a region that is the user's now: who moves on leaves the files behind."""
        in_province = Q(province__in=user.regions.filter(province__isnull=False).values("province"))
        return self.filter(regions_condition(user, "district") | in_province)


def stored_name(upload: "Upload", filename: str) -> str:
    """Return where the file lies: a name that owes nothing to the user."""
    return f"uploads/{upload.received_at:%Y/%m}/{uuid.uuid4().hex}"


class Upload(models.Model):
    """One file. `province` or `district` say for whom it was sent, so who sees it; neither: the centre."""

    file = models.FileField(_("file"), upload_to=stored_name, blank=True)
    covered = models.BooleanField(
        _("without identity numbers"),
        default=False,
        help_text=_("The file names persons: its cells are kept, their numbers covered, and nobody gets it."),
    )
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField(_("received on"))
    received_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="uploads",
        verbose_name=_("received from"),
        help_text=_("Empty: checked on the command line, which applies nothing without a name."),
    )
    province = models.ForeignKey(
        Province, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("province")
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("district")
    )
    as_of = models.DateField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day that the sender gave; empty where the file says it."),
    )
    state = models.CharField(_("state"), max_length=8, choices=UploadState, default=UploadState.CHECKED)
    understood = models.JSONField(_("what was understood"), default=dict)
    findings = models.JSONField(_("findings"), default=list)
    counts = models.JSONField(_("counts"), default=dict)
    digest = models.CharField(_("digest of what was shown"), max_length=64, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("applied by")
    )
    skipped_refused = models.BooleanField(_("without the refused rows"), default=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("undone by")
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-received_at", "-pk")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="upload_for_one_region",
                condition=Q(province__isnull=True) | Q(district__isnull=True),
            ),
            models.CheckConstraint(name="upload_state_known", condition=Q(state__in=UploadState.values)),
            models.CheckConstraint(
                name="upload_applied_by_someone",
                condition=~Q(state__in=("applied", "undone"))
                | Q(applied_by__isnull=False, applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class Sourced(models.Model):
    """Where a row came from: the upload, sheet and row, or nothing for what was typed in."""

    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("upload")
    )
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    recorded_on = models.DateField(_("recorded on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("recorded by")
    )

    class Meta:
        abstract = True
