"""One-time links by which a person sets the password of an account that someone made for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.users import User


class Invitation(models.Model):
    """A link for one account. Of the code in it only a digest is kept."""

    account = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("account")
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_open_link_for_an_account",
                fields=("account",),
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message=_("This account has an open link already."),
            ),
            models.CheckConstraint(
                name="link_used_or_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.expires_at:%Y-%m-%d}"
