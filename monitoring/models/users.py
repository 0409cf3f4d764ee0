"""Who uses the portal, and the regions that are theirs."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in. What they may do comes from groups, what they see from their regions."""

    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        help_text=_("At the next sign-in, before anything else."),
    )
    session_round = models.PositiveIntegerField(default=0, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    # To count the round up is to sign out everywhere: each session holds the hash that it began with.
    def get_session_auth_hash(self) -> str:
        return self._bound_to_round(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._bound_to_round, super().get_session_auth_fallback_hash())

    def _bound_to_round(self, session_hash: str) -> str:
        return f"{session_hash}.{self.session_round}"


class OfficerRegion(models.Model):
    """A province or a district that belongs to an officer: exactly one of the two."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="regions", verbose_name=_("user")
    )
    province = models.ForeignKey(
        "Province", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("province")
    )
    district = models.ForeignKey(
        "District", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("district")
    )

    class Meta:
        verbose_name = _("region of an officer")
        verbose_name_plural = _("regions of officers")
        ordering = ("user", "province", "district")
        constraints = [
            models.CheckConstraint(
                name="officer_region_is_province_or_district",
                condition=Q(province__isnull=True, district__isnull=False)
                | Q(province__isnull=False, district__isnull=True),
                violation_error_message=_("Choose a province or a district: exactly one of the two."),
            ),
            models.UniqueConstraint(
                name="officer_province_once",
                fields=("user", "province"),
                violation_error_message=_("The officer already has this province."),
            ),
            models.UniqueConstraint(
                name="officer_district_once",
                fields=("user", "district"),
                violation_error_message=_("The officer already has this district."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.province or self.district)
