"""Provinces and districts, and what they were called, coded and part of, from when until when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import Refusal
from monitoring.models.scoping import PERMISSIONS, ScopedQuerySet
from monitoring.models.users import OfficerRegion, User


def in_force_on(day: date) -> Q:
    """Return the condition that a row with valid_from and valid_until (exclusive) is in force on `day`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_over = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return begun & not_over


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True)
        | Q(valid_until__isnull=True)
        | Q(valid_from__lt=F("valid_until")),
        violation_error_message=_("The last day must lie after the first."),
    )


class ProvinceQuerySet(ScopedQuerySet):
    def in_force(self, day: date) -> Self:
        return self.filter(in_force_on(day))

    def within_regions_of(self, user: User) -> Self:
        """Return the provinces of the user's regions: own ones, and those that hold own districts."""
        regions = OfficerRegion.objects.filter(user=user)
        return self.filter(
            Q(pk__in=regions.values("province")) | Q(pk__in=regions.values("district__province"))
        )


class Province(models.Model):
    """A province. Its code (two digits) is its identity."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: before the portal's time.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("First day on which it is no longer in force. Empty: still in force."),
    )

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ("code",)
        default_permissions = PERMISSIONS
        constraints = [
            ends_after_it_begins("province_ends_after_it_begins"),
            models.CheckConstraint(
                name="province_code_of_two_digits",
                condition=Q(code__in=[str(code) for code in range(10, 100)]),
                violation_error_message=_("The code of a province is two digits, from 10 to 99."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DistrictQuerySet(ScopedQuerySet):
    district_paths = ("",)

    def open_on(self, day: date) -> Self:
        """Return the districts that exist on `day`."""
        return self.filter(pk__in=DistrictPlace.objects.in_force(day).values("district"))

    def in_province(self, province: str, day: date) -> Self:
        """Return the districts that are part of `province` on `day`."""
        places = DistrictPlace.objects.in_force(day).filter(province=province)
        return self.filter(pk__in=places.values("district"))


class Kind(models.TextChoices):
    REGENCY = "regency", _("regency")
    CITY = "city", _("city")


class District(models.Model):
    """A regency or city. Its identity outlives its code, name and province, which are those in force."""

    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    code = models.CharField(_("code"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=80)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, verbose_name=_("province"))

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ("code",)
        default_permissions = PERMISSIONS
        permissions = [("see_all_regions", _("Can see every region"))]
        constraints = [
            models.CheckConstraint(
                name="district_code_begins_with_province",
                condition=Q(code__startswith=Concat(F("province_id"), Value("."))),
                violation_error_message=_("The code must begin with the code of the province and a dot."),
            ),
            models.CheckConstraint(name="district_kind_known", condition=Q(kind__in=Kind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class DistrictPlaceQuerySet(ScopedQuerySet):
    def in_force(self, day: date) -> Self:
        return self.filter(in_force_on(day))


class DistrictPlace(models.Model):
    """What a district is called, coded and part of, from `valid_from` until before `valid_until`."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="places", verbose_name=_("district")
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="places", verbose_name=_("province")
    )
    code = models.CharField(_("code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: before the portal's time.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("First day on which it is no longer in force. Empty: still in force."),
    )
    law = models.CharField(_("law"), max_length=80, blank=True)

    objects = DistrictPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of a district")
        verbose_name_plural = _("places of districts")
        ordering = ("district", F("valid_from").asc(nulls_first=True))
        default_permissions = PERMISSIONS
        constraints = [
            ends_after_it_begins("place_ends_after_it_begins"),
            models.CheckConstraint(
                name="place_code_begins_with_province",
                condition=Q(code__startswith=Concat(F("province_id"), Value("."))),
                violation_error_message=_("The code must begin with the code of the province and a dot."),
            ),
        ]

    refusals = (
        Refusal(
            name="one_place_of_a_district_at_once",
            table="monitoring_districtplace",
            lock="SELECT id FROM monitoring_district WHERE id = NEW.district_id FOR UPDATE",
            when="""EXISTS (
                SELECT 1 FROM monitoring_districtplace other
                WHERE other.district_id = NEW.district_id AND other.id <> NEW.id
                AND COALESCE(other.valid_from, '0001-01-01') < COALESCE(NEW.valid_until, '9999-12-31')
                AND COALESCE(NEW.valid_from, '0001-01-01') < COALESCE(other.valid_until, '9999-12-31'))""",
            sentence=_("The district already has a place in these days. End that one first."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AliasKind(models.TextChoices):
    OLD_NAME = "old_name", _("old name")
    ALIAS = "alias", _("alias")
    CONFIRMED = "confirmed", _("confirmed spelling")


class DistrictAlias(models.Model):
    """A spelling that someone confirmed, or an old name. No province: it holds everywhere."""

    text = models.CharField(_("spelling"), max_length=120)
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="aliases", verbose_name=_("district")
    )
    province = models.ForeignKey(
        Province, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("only in the province")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=AliasKind, default=AliasKind.CONFIRMED)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name of a district")
        verbose_name_plural = _("other names of districts")
        ordering = ("text",)
        default_permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(
                name="alias_once_in_a_province",
                fields=("text", "province"),
                condition=Q(province__isnull=False),
                violation_error_message=_("This spelling is already known in the province."),
            ),
            models.UniqueConstraint(
                name="alias_once_everywhere",
                fields=("text",),
                condition=Q(province__isnull=True),
                violation_error_message=_("This spelling is already known."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
