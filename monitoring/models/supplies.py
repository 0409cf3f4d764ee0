"""Blanks that come from their maker."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.scoping import PERMISSIONS, CentralQuerySet
from monitoring.models.stores import Document, DocumentQuerySet


class SupplyQuerySet(CentralQuerySet, DocumentQuerySet):
    pass


class BlankSupply(Document):
    """Blanks that reach the central store from their maker."""

    received_on = models.DateField(_("received on"))
    quantity = models.IntegerField(_("quantity"), help_text=_("Blanks."))
    document = models.CharField(_("document"), max_length=80)

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("supply")
        verbose_name_plural = _("supplies")
        ordering = ("-received_on", "document")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="supply_above_zero",
                condition=Q(quantity__gt=0),
                violation_error_message=_("A supply is at least one blank."),
            ),
            models.CheckConstraint(
                name="supply_not_after_the_day_it_was_recorded",
                condition=Q(received_on__lte=F("recorded_on")),
                violation_error_message=_("Blanks cannot have come on a day that is still to come."),
            ),
            models.UniqueConstraint(
                name="supply_document_once",
                fields=("document",),
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("This document is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return self.document
