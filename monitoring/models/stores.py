"""Where blanks lie, and how many were counted there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from monitoring.models.regions import District
from monitoring.models.scoping import PERMISSIONS, ScopedQuerySet
from monitoring.models.uploads import Sourced
from monitoring.models.users import User


class StoreQuerySet(ScopedQuerySet):
    def central(self) -> "Store":
        return self.get(district__isnull=True)


class Store(models.Model):
    """Where blanks lie. No district: the central store, of which there is one."""

    district = models.OneToOneField(
        District,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="store",
        verbose_name=_("district"),
    )
    name = models.CharField(_("name"), max_length=80, blank=True)

    objects = StoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")
        ordering = (F("district__code").asc(nulls_first=True),)
        default_permissions = PERMISSIONS
        constraints = [
            # A unique column takes many NULLs, and the central store is the one without a district.
            models.UniqueConstraint(Coalesce(F("district"), Value(0)), name="one_central_store"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.district)


class DocumentQuerySet(ScopedQuerySet):
    def standing(self) -> "DocumentQuerySet":
        """Return the documents that were not withdrawn."""
        return self.filter(voided_at__isnull=True)


class Document(Sourced):
    """A paper on which blanks move. A wrong one is withdrawn, which posts its movements back."""

    voided_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    class Meta:
        abstract = True


class CountQuerySet(DocumentQuerySet):
    district_paths: ClassVar = ("store__district",)


class StockCount(Document):
    """Blanks counted in a store on a day: an observation, never a movement."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="counts", verbose_name=_("store"))
    counted_on = models.DateField(_("counted on"))
    quantity = models.IntegerField(_("quantity"), help_text=_("Blanks."))

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock count")
        verbose_name_plural = _("stock counts")
        ordering = ("-counted_on", "store")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="count_not_negative",
                condition=Q(quantity__gte=0),
                violation_error_message=_("A count is zero or more."),
            ),
            models.CheckConstraint(
                name="count_not_after_the_day_it_was_recorded",
                condition=Q(counted_on__lte=F("recorded_on")),
                violation_error_message=_("Blanks cannot have been counted on a day that is still to come."),
            ),
            models.UniqueConstraint(
                name="one_count_of_a_store_on_a_day",
                fields=("store", "counted_on"),
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("The store already has a count for this day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store} {self.counted_on:%d-%m-%Y}"
