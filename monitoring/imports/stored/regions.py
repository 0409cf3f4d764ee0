"""For which region a file is kept: that decides who sees it from then on, whoever moves on meanwhile."""

from django.db.models import Q

from monitoring.imports.reading import Reading
from monitoring.models import District, OfficerRegion, User
from monitoring.models.scoping import sees_all

Region = tuple[str | None, int | None]
"""A province or a district; neither: the centre."""


class SeveralRegions(Exception):
    """The rows of a file lie in several regions of its sender; a file is kept for one."""


def region_of(reading: Reading, *, by: User | None, province: str | None) -> Region:
    """Return for which region `by` sent a file, who named `province` or none. Raises SeveralRegions."""
    if by is None or sees_all(by):
        return province, None
    own = own_regions(by, province)
    if len(own) < 2:
        return own[0] if own else (None, None)
    homes = _homes(reading)
    fitting = [region for region in own if all(region in home for home in homes)]
    if not fitting:
        raise SeveralRegions
    return fitting[0]


def own_regions(officer: User, province: str | None) -> list[Region]:
    """Return the officer's regions, of one province if it is named: provinces first."""
    regions = OfficerRegion.objects.filter(user=officer)
    if province is not None:
        regions = regions.filter(Q(province=province) | Q(district__province=province))
    found = regions.order_by("district", "province").values_list("province", "district")
    return sorted(found, key=lambda region: region[1] is not None)


def _homes(reading: Reading) -> list[tuple[Region, Region]]:
    """Return for each district of which a row can be taken the two regions that it lies in."""
    districts = District.objects.filter(pk__in={row.district for row in reading.reports})
    return [((province, None), (None, key)) for key, province in districts.values_list("pk", "province")]
