"""Spellings that a person confirms: remembered as another name of the district, in its province only."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from monitoring.imports.cells.identity import names_person
from monitoring.imports.cells.text import clean
from monitoring.imports.districts.names import LONGEST_NAME, compact
from monitoring.imports.findings import Finding
from monitoring.models import AliasKind, District, DistrictAlias, DistrictPlace, User


class NotConfirmed(Exception):
    """The spelling cannot be remembered. `code`: "finding", "district", "text" or "taken"."""

    def __init__(self, code: str, district: District | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.district = district


def confirm_spelling(finding: Finding, code: str, *, by: User, at: datetime) -> DistrictAlias:
    """Remember that the name in `finding` means the district with `code`, one of its suggestions.

    Raises NotConfirmed; a district that `by` may not see is as one that does not exist, and is not named.
    """
    if finding.code != "unknown_district" or code not in finding.suggestions:
        raise NotConfirmed("finding")
    district = _district(code, by)
    text = spelling_of(finding)
    known = _same_spelling(text, district)
    if known is None:
        return _remember(text, district, by=by, at=at)
    return _agreeing(known, district, by)


def _agreeing(known: DistrictAlias, district: District, by: User) -> DistrictAlias:
    if known.district_id != district.pk:
        raise NotConfirmed("taken", District.objects.visible_to(by).filter(pk=known.district_id).first())
    return known


def spelling_of(finding: Finding) -> str:
    """Return the name as it is remembered. Raises NotConfirmed for a cell that is no name."""
    text = clean(finding.value) if isinstance(finding.value, str) else ""
    if not any(map(str.isalpha, text)) or len(text) > LONGEST_NAME or names_person(text):
        raise NotConfirmed("text")
    return text


def _district(code: str, by: User) -> District:
    """Return the district that bears or bore `code`, if `by` may see it."""
    bearers = DistrictPlace.objects.filter(code=code).values("district")
    district = District.objects.visible_to(by).filter(pk__in=bearers).first()
    if district is None:
        raise NotConfirmed("district")
    return district


def _same_spelling(text: str, district: District) -> DistrictAlias | None:
    """Return the alias that has the same normal form, in the district's province or everywhere."""
    here = Q(province=None) | Q(province=district.province_id)
    known = DistrictAlias.objects.filter(here).select_related("district")
    return next((alias for alias in known if compact(alias.text) == compact(text)), None)


def _remember(text: str, district: District, *, by: User, at: datetime) -> DistrictAlias:
    try:
        with transaction.atomic():
            return DistrictAlias.objects.create(
                text=text,
                district=district,
                province_id=district.province_id,
                kind=AliasKind.CONFIRMED,
                confirmed_by=by,
                confirmed_at=at,
            )
    except IntegrityError:
        # Someone else confirmed it in this moment.
        known = DistrictAlias.objects.select_related("district").get(text=text, province=district.province_id)
    return _agreeing(known, district, by)
