from datetime import date

import pytest
from django.db.models import ProtectedError

from monitoring.models import District, DistrictAlias, DistrictPlace, OfficerRegion, Province
from tests.makers import district_of, make_report, make_user
from tests.models.refused import refused, refused_with_sentence

pytestmark = pytest.mark.django_db

SPLIT_ON = date(2019, 1, 1)
ONE_AT_ONCE = "one_place_of_a_district_at_once"


def make_place(district, *, province="32", code="32.99", **fields):
    return DistrictPlace.objects.create(
        district=district, province_id=province, code=code, name=district.name, **fields
    )


@pytest.fixture
def place(kab_bandung):
    return kab_bandung.places.get()


def test_a_place_whose_code_does_not_begin_with_its_province_is_refused(kab_bandung, place):
    place.code = "33.04"

    with refused("place_code_begins_with_province"):
        place.save()


def test_a_code_that_only_begins_with_the_digits_of_the_province_is_refused(place):
    place.code = "32004"

    with refused("place_code_begins_with_province"):
        place.save()


def test_a_district_whose_code_does_not_begin_with_its_province_is_refused(kab_bandung):
    with refused("district_code_begins_with_province"):
        District.objects.filter(pk=kab_bandung.pk).update(province_id="33")


def test_two_districts_never_bear_one_code(kab_bandung):
    with refused("monitoring_district_code_key", sqlite="monitoring_district.code"):
        District.objects.filter(code="32.05").update(code="32.04")


def test_a_second_place_at_once_is_refused(kab_bandung):
    with refused_with_sentence(ONE_AT_ONCE):
        make_place(kab_bandung)


def test_a_second_place_that_begins_before_the_first_ends_is_refused(kab_bandung, place):
    place.valid_until = SPLIT_ON
    place.save()

    with refused_with_sentence(ONE_AT_ONCE):
        make_place(kab_bandung, valid_from=date(2018, 12, 31))


def test_a_place_stretched_over_the_next_one_is_refused(kab_bandung, place):
    place.valid_until = SPLIT_ON
    place.save()
    make_place(kab_bandung, valid_from=SPLIT_ON)
    place.valid_until = date(2019, 1, 2)

    with refused_with_sentence(ONE_AT_ONCE):
        place.save()


def test_places_that_touch_are_taken(kab_bandung, place):
    place.valid_until = SPLIT_ON
    place.save()

    make_place(kab_bandung, valid_from=SPLIT_ON)

    day_before = DistrictPlace.objects.in_force(date(2018, 12, 31)).get(district=kab_bandung)
    same_day = DistrictPlace.objects.in_force(SPLIT_ON).get(district=kab_bandung)
    assert (day_before.code, same_day.code) == ("32.04", "32.99")


def test_a_place_that_ends_when_it_begins_is_refused(place):
    place.valid_from = place.valid_until = SPLIT_ON

    with refused("place_ends_after_it_begins"):
        place.save()


def test_a_district_with_figures_is_not_deleted(kab_bandung):
    make_report(kab_bandung, printed=1)

    with pytest.raises(ProtectedError) as caught:
        kab_bandung.delete()

    assert {type(row).__name__ for row in caught.value.protected_objects} >= {"DistrictReport", "Store"}


@pytest.mark.parametrize("code", ["", "1", "1a", "0९", "09", " 5"])
def test_the_code_of_a_province_is_two_digits(code):
    with refused("province_code_of_two_digits"):
        Province.objects.create(code=code, name="Baru")


def test_a_province_with_districts_is_not_deleted():
    with pytest.raises(ProtectedError) as caught:
        Province.objects.get(pk="32").delete()

    assert len([row for row in caught.value.protected_objects if isinstance(row, District)]) == 27


def test_a_spelling_means_one_district_in_a_province(kab_bandung, kota_bandung):
    DistrictAlias.objects.create(text="BDG", district=kab_bandung, province_id="32")

    with refused(
        "alias_once_in_a_province",
        sqlite="monitoring_districtalias.text, monitoring_districtalias.province_id",
    ):
        DistrictAlias.objects.create(text="BDG", district=kota_bandung, province_id="32")


def test_a_spelling_that_holds_everywhere_means_one_district(kab_bandung, kota_bandung):
    DistrictAlias.objects.create(text="BDG", district=kab_bandung)

    with refused("alias_once_everywhere", sqlite="monitoring_districtalias.text"):
        DistrictAlias.objects.create(text="BDG", district=kota_bandung)


def test_an_officer_has_a_province_or_a_district_and_never_both(kab_bandung):
    user = make_user("both")

    with refused("officer_region_is_province_or_district"):
        OfficerRegion.objects.create(user=user, province_id="32", district=kab_bandung)
    with refused("officer_region_is_province_or_district"):
        OfficerRegion.objects.create(user=user)


def test_districts_open_on_a_day_are_those_with_a_place():
    cirebon = district_of("32.09")
    DistrictPlace.objects.filter(district=cirebon).update(valid_until=SPLIT_ON)

    assert District.objects.open_on(SPLIT_ON).count() == 513
    assert District.objects.open_on(date(2018, 12, 31)).count() == 514
