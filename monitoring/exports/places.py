"""Codes, names and provinces of districts as of a day."""

from collections import defaultdict
from datetime import date

from monitoring.models import District, DistrictPlace, Province


class PlaceBook:
    """What each district was called on a day: two queries for all of them."""

    def __init__(self) -> None:
        self._provinces = dict(Province.objects.values_list("code", "name"))
        self._places: dict[int, list[DistrictPlace]] = defaultdict(list)
        for place in DistrictPlace.objects.all():
            self._places[place.district_id].append(place)

    def place_on(self, district: District, day: date | None) -> DistrictPlace | District:
        """Return the place in force on `day`, the district itself where none is."""
        day = day or date.max
        for place in self._places[district.pk]:
            if (place.valid_from or date.min) <= day < (place.valid_until or date.max):
                return place
        return district

    def code_on(self, district: District, day: date | None) -> str:
        return self.place_on(district, day).code

    def name_on(self, district: District, day: date | None) -> str:
        return self.place_on(district, day).name

    def province_on(self, district: District, day: date | None) -> str:
        return self._provinces[self.place_on(district, day).province_id]
