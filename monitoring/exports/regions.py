"""Where districts and provinces stand, and their other names, as sheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.exports.sheets import SheetResource, column
from monitoring.figures.flags import explain
from monitoring.models import District, DistrictAlias, Province


def _rate(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


class DistrictSheet(SheetResource):
    """One row a district: the figures of the list."""

    model = District
    related = ("province",)

    province = column("province__name", _("Province"))
    code = column("code")
    district = column("name", _("District"))
    received = column("received", _("Received"))
    printed = column("printed")
    printed_on = column("printed_on", _("Printed: as of"))
    damaged = column("damaged")
    used_percent = column("used_percent", _("Used %"))
    available = column("available", _("Available"))
    print_ready = column("print_ready")
    reason = column("reason", _("Flag"))

    def dehydrate_used_percent(self, district: District) -> float | None:
        return _rate(district.used_percent)

    def dehydrate_reason(self, district: District) -> str:
        explanation = explain(district.reason)
        return str(explanation.label) if explanation else ""


class ProvinceSheet(SheetResource):
    """One row a province: sums over the districts that reported, and how many did."""

    model = Province

    code = column("code")
    name = column("name", _("Province"))
    districts = column("districts", _("Districts"))
    districts_reporting = column("districts_reporting", _("Districts reporting"))
    received = column("received", _("Received"))
    printed = column("printed")
    used_percent = column("used_percent", _("Used %"))
    available = column("available", _("Available"))
    low_districts = column("low_districts", _("Flagged districts"))

    def dehydrate_used_percent(self, province: Province) -> float | None:
        return _rate(province.used_percent)


class AliasSheet(SheetResource):
    model = DistrictAlias
    related = ("district", "province")

    text = column("text", _("Spelling"))
    code = column("district__code", _("Code"))
    district = column("district__name", _("District"))
    kind = column("get_kind_display", _("Kind"))
    province = column("province__name", _("Only in the province"))
