"""What a code may be, and what must follow when a district is made or its places change."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import ModelForm
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.models import Account, AccountKind, District, DistrictPlace, Store

CODE = re.compile(r"[0-9]{2}\.[0-9]{2}")


class PlaceForm(ModelForm):
    """A place whose code is one, and is nobody else's in its days."""

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        other = self._other_with(cleaned.get("code"))
        if other is not None:
            said = _("%(district)s has this code in these days.") % {"district": other.district}
            self.add_error("code", said)
        return cleaned

    def _other_with(self, code: str | None) -> DistrictPlace | None:
        """Return the place of another district that bears `code` on a day of this one."""
        begins, ends = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        others = DistrictPlace.objects.filter(code=code).exclude(district=self.instance.district_id)
        if begins is not None:
            others = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=begins))
        if ends is not None:
            others = others.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=ends))
        return others.select_related("district").first()


class DistrictForm(ModelForm):
    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


def read_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise ValidationError(_("Write the code as 32.04: two digits, a dot, two digits."))
    return code


def keep_in_step(district: District) -> None:
    """Give a new district its place, store and account, and any district the code and name in force."""
    store, _made = Store.objects.get_or_create(district=district)
    Account.objects.get_or_create(store=store, defaults={"kind": AccountKind.STORE})
    if not district.places.exists():
        DistrictPlace.objects.create(
            district=district, province_id=district.province_id, code=district.code, name=district.name
        )
    place = district.places.in_force(clock.today()).first()
    if place is not None:
        district.code, district.name, district.province_id = place.code, place.name, place.province_id
        district.save(update_fields=["code", "name", "province"])
