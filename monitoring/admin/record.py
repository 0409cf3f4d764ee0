"""What hangs on a district or province, for its page: shipments with receipts, reports, figures."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from monitoring.admin.cells import matter
from monitoring.admin.front import Tile, without_damaged
from monitoring.admin.grid_table import TITLES
from monitoring.admin.numbers import count_text, day_text, percent_text
from monitoring.figures.flags import explain
from monitoring.figures.shipments import with_arrivals
from monitoring.models import BlankShipment, District, DistrictReport, Province
from monitoring.models.reports import ReportState
from monitoring.models.scoping import Viewer

NEWEST = 20
"""So many rows of each kind stand on the page; the rest is one link away."""


def district_record(district: District, user: Viewer) -> dict[str, Any]:
    """Return where `district` stands, its newest shipments and reports, as far as `user` may see."""
    return {
        "tiles": district_tiles(district),
        "explanation": explain(district.reason),
        "matter": matter(district) if district.reason else "",
        "shipments": _shipments(district, user)[:NEWEST],
        "reports": with_values(_reports(district, user)[:NEWEST]),
        "titles": TITLES,
    }


def with_values(reports: Iterable[ReportState]) -> list[tuple[ReportState, list[tuple[str, int | None]]]]:
    """Return each report with its figures, each by its title."""
    return [
        (report, [(str(TITLES[name]), value) for name, value in report.figures.items()]) for report in reports
    ]


def district_tiles(district: District) -> list[Tile]:
    printed_on = _on(district.printed_on)
    used = None if district.used_percent is None else float(district.used_percent)
    return [
        Tile(_("Received"), count_text(district.received), _("since the round began")),
        Tile(_("Printed"), count_text(district.printed), printed_on),
        Tile(_("Damaged"), count_text(district.damaged), _on(district.damaged_on)),
        Tile(_("Used"), percent_text(district.used_percent), printed_on, share=used),
        Tile(_("Available"), count_text(district.available), expected_note(district)),
        Tile(
            _("Counted by the district"), count_text(district.stock_on_hand), _on(district.stock_on_hand_on)
        ),
        Tile(_("Print-ready records"), count_text(district.print_ready), _on(district.print_ready_on)),
    ]


def expected_note(district: District) -> str:
    """Return what "available" rests on: damaged ones that were never reported count as none."""
    if district.available is None:
        return _("not known: printed was not reported")
    if district.damaged is None:
        return without_damaged(_("by the books"))
    return _("by the books")


def province_tiles(province: Province) -> list[Tile]:
    used = None if province.used_percent is None else float(province.used_percent)
    reporting = _("sum of %(reporting)s of %(all)s districts") % {
        "reporting": count_text(province.districts_reporting),
        "all": count_text(province.districts),
    }
    return [
        Tile(_("Received"), count_text(province.received), _("since the round began")),
        Tile(_("Printed"), count_text(province.printed), reporting),
        Tile(_("Used"), percent_text(province.used_percent), reporting, share=used),
        Tile(
            _("Available"),
            count_text(province.available),
            reporting if province.damaged is not None else without_damaged(reporting),
        ),
        Tile(
            _("Flagged districts"),
            count_text(province.low_districts),
            _("of %(all)s districts") % {"all": count_text(province.districts)},
            is_flagged=bool(province.low_districts),
        ),
    ]


def _on(day: Any) -> str:
    return _("as of %(day)s") % {"day": day_text(day)} if day else _("not reported")


def _shipments(district: District, user: Viewer) -> QuerySet[BlankShipment]:
    touches = Q(to_store__district=district) | Q(from_store__district=district)
    shipments = with_arrivals(BlankShipment.objects.visible_to(user).filter(touches))
    return shipments.select_related("from_store__district", "to_store__district")


def _reports(district: District, user: Viewer) -> QuerySet[DistrictReport]:
    return DistrictReport.objects.visible_to(user).filter(district=district).select_related("recorded_by")
