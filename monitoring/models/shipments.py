"""Blanks on their way from one store to another, and what arrived of them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import Refusal
from monitoring.models.scoping import PERMISSIONS
from monitoring.models.stores import Document, DocumentQuerySet, Store


class ShipmentState(models.TextChoices):
    PREPARED = "prepared", _("prepared")
    SENT = "sent", _("sent")


class ShipmentQuerySet(DocumentQuerySet):
    district_paths: ClassVar = ("from_store__district", "to_store__district")


class BlankShipment(Document):
    """Blanks sent from one store to another: to a district, back to the centre, or lent to a neighbour."""

    from_store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="sent_shipments", verbose_name=_("from")
    )
    to_store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="shipments", verbose_name=_("to")
    )
    number = models.CharField(
        _("BAST number"),
        max_length=80,
        null=True,
        blank=True,
        help_text=_("None while the shipment is being prepared."),
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    quantity = models.IntegerField(_("quantity"), help_text=_("Blanks."))
    state = models.CharField(_("state"), max_length=8, choices=ShipmentState, default=ShipmentState.SENT)
    serial_first = models.CharField(_("first serial"), max_length=40, blank=True)
    serial_last = models.CharField(_("last serial"), max_length=40, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ("-sent_on", "number", "pk")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="shipment_above_zero",
                condition=Q(quantity__gt=0),
                violation_error_message=_("A shipment is at least one blank."),
            ),
            models.CheckConstraint(
                name="shipment_between_two_stores",
                condition=~Q(from_store=F("to_store")),
                violation_error_message=_("A shipment goes from one store to another."),
            ),
            models.CheckConstraint(
                name="sent_shipment_has_number_and_day",
                condition=Q(state="prepared", number__isnull=True)
                | Q(state="sent", number__isnull=False, sent_on__isnull=False),
                violation_error_message=_(
                    "A shipment that was sent has a BAST number and a day; one being prepared has no number."
                ),
            ),
            models.CheckConstraint(
                name="shipment_not_after_the_day_it_was_recorded",
                condition=Q(sent_on__isnull=True) | Q(sent_on__lte=F("recorded_on")) | Q(state="prepared"),
                violation_error_message=_("Blanks cannot have been sent on a day that is still to come."),
            ),
            models.UniqueConstraint(
                name="shipment_number_once_for_a_store",
                fields=("from_store", "number", "to_store"),
                condition=Q(number__isnull=False, voided_at__isnull=True),
                violation_error_message=_("This BAST number is already recorded for the two stores."),
            ),
        ]

    refusals = (
        Refusal(
            name="shipment_not_after_its_receipt",
            table="monitoring_blankshipment",
            events=("UPDATE",),
            when="""EXISTS (
                SELECT 1 FROM monitoring_blankreceipt receipt
                WHERE receipt.shipment_id = NEW.id AND receipt.voided_at IS NULL
                AND (NEW.sent_on IS NULL OR NEW.state <> 'sent' OR NEW.voided_at IS NOT NULL
                     OR receipt.received_on < NEW.sent_on))""",
            sentence=_("Blanks of this shipment have arrived. Withdraw its receipts first."),
        ),
        Refusal(
            name="shipment_not_below_what_arrived",
            table="monitoring_blankshipment",
            events=("UPDATE",),
            when="""NEW.quantity < COALESCE((
                SELECT SUM(receipt.accepted + receipt.rejected + receipt.missing)
                FROM monitoring_blankreceipt receipt
                WHERE receipt.shipment_id = NEW.id AND receipt.voided_at IS NULL), 0)""",
            sentence=_("More blanks of this shipment are accounted for than it would hold."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.number or '–'} → {self.to_store}"


class ReceiptQuerySet(DocumentQuerySet):
    district_paths: ClassVar = ("shipment__from_store__district", "shipment__to_store__district")


class BlankReceipt(Document):
    """What arrived of a shipment. A shipment has one or more."""

    shipment = models.ForeignKey(
        BlankShipment, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("shipment")
    )
    received_on = models.DateField(_("received on"))
    accepted = models.IntegerField(_("accepted"), default=0, help_text=_("Blanks taken into the store."))
    rejected = models.IntegerField(
        _("rejected"), default=0, help_text=_("Blanks that arrived and were not taken.")
    )
    missing = models.IntegerField(
        _("missing"), default=0, help_text=_("Blanks that were sent and did not arrive.")
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("-received_on", "shipment")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="receipt_not_negative",
                condition=Q(accepted__gte=0, rejected__gte=0, missing__gte=0),
                violation_error_message=_("A count is zero or more."),
            ),
            models.CheckConstraint(
                name="receipt_of_something",
                condition=Q(accepted__gt=0) | Q(rejected__gt=0) | Q(missing__gt=0),
                violation_error_message=_("A receipt says of at least one blank what became of it."),
            ),
            models.CheckConstraint(
                name="receipt_not_after_the_day_it_was_recorded",
                condition=Q(received_on__lte=F("recorded_on")),
                violation_error_message=_("Blanks cannot have arrived on a day that is still to come."),
            ),
        ]

    refusals = (
        Refusal(
            name="received_not_before_sent",
            table="monitoring_blankreceipt",
            when="""NEW.voided_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM monitoring_blankshipment shipment
                WHERE shipment.id = NEW.shipment_id AND shipment.state = 'sent'
                AND shipment.voided_at IS NULL AND shipment.sent_on <= NEW.received_on)""",
            sentence=_("Blanks cannot be received before they were sent."),
        ),
        Refusal(
            name="received_not_above_sent",
            table="monitoring_blankreceipt",
            lock="SELECT id FROM monitoring_blankshipment WHERE id = NEW.shipment_id FOR UPDATE",
            when="""NEW.voided_at IS NULL AND NEW.accepted + NEW.rejected + NEW.missing + COALESCE((
                SELECT SUM(other.accepted + other.rejected + other.missing) FROM monitoring_blankreceipt other
                WHERE other.shipment_id = NEW.shipment_id AND other.id <> NEW.id
                AND other.voided_at IS NULL), 0)
                > (SELECT quantity FROM monitoring_blankshipment WHERE id = NEW.shipment_id)""",
            sentence=_("Accepted, rejected and missing together are more than was sent."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.shipment} {self.received_on:%d-%m-%Y}"
