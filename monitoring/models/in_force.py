"""How districts are kept in step with what they are called, coded and part of on a day."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from monitoring.models.regions import District, DistrictPlace


class Standing(NamedTuple):
    """What a district bears: the three that change with its places."""

    code: str
    name: str
    province: str


@transaction.atomic
def bring_in_step(day: date) -> int:
    """Give each district the code, name and province of its place on `day`; return how many changed.

    A district without a place on `day` keeps what it has. Two queries when nothing changed.
    """
    places = _standing(DistrictPlace.objects.in_force(day), key="district")
    borne = _standing(District.objects.all(), key="pk")
    changed = {key: place for key, place in places.items() if borne[key] != place}
    # A code may pass from one district to another: all are laid down before any is taken up.
    District.objects.bulk_update([_placeholder(key, borne[key].province) for key in changed], ["code"])
    District.objects.bulk_update(
        [
            District(pk=key, code=place.code, name=place.name, province_id=place.province)
            for key, place in changed.items()
        ],
        ["code", "name", "province"],
    )
    return len(changed)


def _standing(rows: object, *, key: str) -> dict[int, Standing]:
    return {pk: Standing(*values) for pk, *values in rows.values_list(key, "code", "name", "province")}


def _placeholder(key: int, province: str) -> District:
    # Three characters for the province, two for what no code of the ministry has.
    return District(pk=key, code=f"{province}.{_letters(key)}")


def _letters(number: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return alphabet[number // 52 % 52] + alphabet[number % 52]
