"""Rounds, targets, the ledger and the uploads as sheets."""

from django.utils.translation import gettext_lazy as _

from monitoring.exports.sheets import SheetResource, column
from monitoring.models import BlankMovement, DistributionRound, EnrolmentTarget, Upload


class RoundSheet(SheetResource):
    model = DistributionRound

    name = column("name", _("Name"))
    starts_on = column("starts_on", _("Starts on"))
    low_print_threshold = column("low_print_threshold", _("Low print threshold"))


class TargetSheet(SheetResource):
    model = EnrolmentTarget

    name = column("name", _("Name"))
    residents = column("residents", _("Residents"))
    counted_from = column("counted_from", _("Counted from"))
    due_before = column("due_before", _("Due before"))


class MovementSheet(SheetResource):
    model = BlankMovement
    related = (
        *("from_account__store__district", "to_account__store__district"),
        *("supply", "shipment__to_store__district", "receipt__shipment__to_store__district", "posted_by"),
    )

    moved_on = column("moved_on", _("Moved on"))
    from_account = column("from_account", _("From"))
    to_account = column("to_account", _("To"))
    quantity = column("quantity")
    document = column("document", _("Document"))
    reverses = column("reverses_id", _("Takes back"))
    number = column("pk", _("Number"))
    posted_at = column("posted_at", _("Posted at"))
    posted_by = column("posted_by__username", _("Posted by"))

    def dehydrate_document(self, movement: BlankMovement) -> str:
        return str(movement.supply or movement.shipment or movement.receipt)


class UploadSheet(SheetResource):
    model = Upload
    related = ("received_by", "province", "district")

    number = column("pk", _("Number"))
    filename = column("filename", _("File name"))
    sha256 = column("sha256", _("SHA-256"))
    received_at = column("received_at", _("Received at"))
    received_by = column("received_by__username", _("Received from"))
    province = column("province__name", _("Province"))
    district = column("district__name", _("District"))
    state = column("get_state_display", _("State"))
