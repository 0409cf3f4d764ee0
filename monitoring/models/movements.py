"""The ledger: every blank that moves leaves one account and enters another. Append-only double entry."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import CHANGES, Refusal
from monitoring.models.scoping import PERMISSIONS, ScopedQuerySet
from monitoring.models.shipments import BlankReceipt, BlankShipment
from monitoring.models.stores import Store
from monitoring.models.supplies import BlankSupply
from monitoring.models.users import User


class AccountKind(models.TextChoices):
    MAKER = "maker", _("maker")
    STORE = "store", _("store")
    IN_TRANSIT = "in_transit", _("in transit")
    REJECTED = "rejected", _("rejected")
    MISSING = "missing", _("missing")
    DESTROYED = "destroyed", _("destroyed")


class Account(models.Model):
    """Where blanks are in the books: a store, or one of the five that are no place."""

    kind = models.CharField(_("kind"), max_length=10, choices=AccountKind)
    store = models.OneToOneField(
        Store,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account",
        verbose_name=_("store"),
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("kind", "store")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="store_account_has_a_store",
                condition=Q(kind="store", store__isnull=False) | (~Q(kind="store") & Q(store__isnull=True)),
            ),
            models.UniqueConstraint(
                name="one_account_of_a_kind", fields=("kind",), condition=~Q(kind="store")
            ),
        ]

    def __str__(self) -> str:
        return str(self.store) if self.store_id else self.get_kind_display()


class MovementQuerySet(ScopedQuerySet):
    district_paths = ("from_account__store__district", "to_account__store__district")

    def by(self, day: date) -> Self:
        return self.filter(moved_on__lte=day)

    def standing(self) -> Self:
        """Return the movements that are not taken back and take nothing back."""
        return self.filter(reverses__isnull=True, reversed_by__isnull=True)

    def balance(self, account: Account) -> int:
        """Return the blanks in `account`: what came in less what went out."""
        came = self.filter(to_account=account).aggregate(sum=Sum("quantity"))["sum"] or 0
        went = self.filter(from_account=account).aggregate(sum=Sum("quantity"))["sum"] or 0
        return came - went


class BlankMovement(models.Model):
    """Blanks that left one account for another on a day, and the document that says so."""

    from_account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="movements_out", verbose_name=_("from")
    )
    to_account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="movements_in", verbose_name=_("to")
    )
    quantity = models.IntegerField(_("quantity"))
    moved_on = models.DateField(_("moved on"))
    posted_at = models.DateTimeField(_("posted at"))
    posted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("posted by")
    )
    supply = models.ForeignKey(
        BlankSupply,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
        verbose_name=_("supply"),
    )
    shipment = models.ForeignKey(
        BlankShipment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
        verbose_name=_("shipment"),
    )
    receipt = models.ForeignKey(
        BlankReceipt,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
        verbose_name=_("receipt"),
    )
    # Its index holds the few that take something back: one over all would be taken for "takes nothing back".
    reverses = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="reversed_by",
        verbose_name=_("takes back"),
    )

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ("-pk",)
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="movement_of_something",
                condition=Q(quantity__gt=0),
                violation_error_message=_("A movement is at least one blank."),
            ),
            models.CheckConstraint(
                name="movement_between_two_accounts",
                condition=~Q(from_account=F("to_account")),
                violation_error_message=_("A movement goes from one account to another."),
            ),
            models.UniqueConstraint(
                name="movement_taken_back_once",
                fields=("reverses",),
                condition=Q(reverses__isnull=False),
                violation_error_message=_("This movement is already taken back."),
            ),
            models.CheckConstraint(
                name="movement_of_one_document",
                condition=Q(supply__isnull=False, shipment__isnull=True, receipt__isnull=True)
                | Q(supply__isnull=True, shipment__isnull=False, receipt__isnull=True)
                | Q(supply__isnull=True, shipment__isnull=True, receipt__isnull=False),
            ),
        ]
        # What a store received and sent in a round, without its movements of all the years before.
        indexes = [
            models.Index(name="movement_in_by_day", fields=("to_account", "moved_on")),
            models.Index(name="movement_out_by_day", fields=("from_account", "moved_on")),
        ]

    refusals = (
        Refusal(
            name="movements_are_only_added",
            table="monitoring_blankmovement",
            events=CHANGES,
            when="1 = 1",
            sentence=_("A movement is never changed. Withdraw its document: that posts it back."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.from_account} → {self.to_account}: {self.quantity}"
