"""Position reports as a sheet that can be uploaded again, and what they said before."""

from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.exports.places import PlaceBook
from monitoring.exports.sheets import SheetResource, column
from monitoring.models import DistrictReport, FormerReport
from monitoring.models.reports import ReportState


class ReportSheet(SheetResource):
    """One row a report: code and name are those of its own day."""

    model = DistrictReport
    uploads_again = True
    related = ("district", "recorded_by")

    province = column("province")
    code = column("code")
    district = column("district")
    as_of = column("as_of")
    printed = column("printed")
    damaged = column("damaged")
    stock_on_hand = column("stock_on_hand")
    print_ready = column("print_ready")
    substitute_certificates = column("substitute_certificates")
    eligible = column("eligible")
    enrolled = column("enrolled")
    recorded_on = column("recorded_on", _("Recorded on"))
    recorded_by = column("recorded_by__username", _("Recorded by"))

    @cached_property
    def places(self) -> PlaceBook:
        return PlaceBook()

    def dehydrate_province(self, report: ReportState) -> str:
        return self.places.province_on(report.district, report.as_of)

    def dehydrate_code(self, report: ReportState) -> str:
        return self.places.code_on(report.district, report.as_of)

    def dehydrate_district(self, report: ReportState) -> str:
        return self.places.name_on(report.district, report.as_of)


class FormerReportSheet(ReportSheet):
    """One row for each thing that a report said before it was changed or deleted."""

    model = FormerReport
    uploads_again = False
    related = ("district", "recorded_by", "retired_by")

    through = column("get_through_display", _("Through"))
    retired_at = column("retired_at", _("Replaced at"))
    retired_by = column("retired_by__username", _("Replaced by"))
    retired_through = column("get_retired_through_display", _("Replaced through"))
    deleted = column("deleted", _("Deleted"))
    reason = column("reason", _("Reason"))

    def dehydrate_deleted(self, report: FormerReport) -> str:
        return gettext("yes") if report.deleted else ""
