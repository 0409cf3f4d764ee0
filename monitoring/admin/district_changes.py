"""What must follow when a district is made or its places change."""

from monitoring import clock
from monitoring.models import Account, AccountKind, District, DistrictPlace, Store


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
