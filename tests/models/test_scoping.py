from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from monitoring.models import (
    BlankMovement,
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    DistributionRound,
    District,
    DistrictAlias,
    DistrictPlace,
    DistrictReport,
    DueDay,
    EnrolmentTarget,
    FormerReport,
    OfficerRegion,
    Province,
    RoundOpening,
    StockCount,
    Store,
    Upload,
)
from tests.makers import (
    NOW,
    TODAY,
    district_of,
    make_count,
    make_opening,
    make_receipt,
    make_report,
    make_shipment,
    make_supply,
    make_user,
    recorded,
    recorder,
)

pytestmark = pytest.mark.django_db

CODES = ("32.04", "32.73", "51.71")
CAST = ("central_staff", "auditor", "jabar_officer", "bali_officer", "bandung_officer", "nobody")
JABAR_DISTRICTS = 27
BALI_DISTRICTS = 9


def make_former(report):
    return FormerReport.objects.create(
        district=report.district,
        as_of=report.as_of,
        round=report.round,
        through="form",
        retired_at=NOW,
        retired_by=recorder(),
        retired_through="form",
        **recorded(report.as_of),
    )


def make_upload(by, **fields):
    fields = {"filename": "a.xlsx", "sha256": "0" * 64, "size": 1, "received_at": NOW} | fields
    return Upload.objects.create(received_by=by, received_on=TODAY, **fields)


@pytest.fixture
def world():
    """Let each of three districts in two provinces have one row of each kind, and the centre its own."""
    make_supply(1000)
    make_count(None, 500)
    for code in CODES:
        district = district_of(code)
        make_former(make_report(district, printed=1))
        make_receipt(make_shipment(district))
        make_count(district, 5)
        make_opening(district, 3)
        DistrictAlias.objects.create(text=f"nick name of {code}", district=district)


def rows(model):
    """Return the rows of the world, without what the reference data brings."""
    return model.objects.filter(text__startswith="nick name") if model is DistrictAlias else model.objects


# What pusat, the auditor, the officers of Jawa Barat, of Bali and of Kab. Bandung, and nobody see.
SEEN = {
    Province: (38, 38, 1, 1, 1, 0),
    District: (514, 514, JABAR_DISTRICTS, BALI_DISTRICTS, 1, 0),
    DistrictPlace: (543, 543, JABAR_DISTRICTS, BALI_DISTRICTS, 1, 0),
    DistrictAlias: (3, 3, 2, 1, 1, 0),
    Store: (515, 515, JABAR_DISTRICTS, BALI_DISTRICTS, 1, 0),
    StockCount: (4, 4, 2, 1, 1, 0),
    BlankSupply: (1, 1, 0, 0, 0, 0),
    BlankShipment: (3, 3, 2, 1, 1, 0),
    BlankReceipt: (3, 3, 2, 1, 1, 0),
    # To a district: the supply and what the centre sent into transit are the centre's alone.
    BlankMovement: (7, 7, 2, 1, 1, 0),
    DistrictReport: (3, 3, 2, 1, 1, 0),
    FormerReport: (3, 3, 2, 1, 1, 0),
    RoundOpening: (3, 3, 2, 1, 1, 0),
    DistributionRound: (1, 1, 1, 1, 1, 1),
    DueDay: (10, 10, 10, 10, 10, 10),
    EnrolmentTarget: (2, 2, 2, 2, 2, 2),
}


@pytest.mark.parametrize("model", SEEN, ids=lambda model: model.__name__)
def test_each_sees_what_is_theirs(world, request, model):
    users = [request.getfixturevalue(name) for name in CAST]

    seen = tuple(rows(model).visible_to(user).count() for user in users)

    assert seen == SEEN[model]


@pytest.mark.parametrize("model", [*SEEN, Upload], ids=lambda model: model.__name__)
def test_who_is_not_known_sees_nothing(world, central_staff, model):
    central_staff.is_active = False

    seen = [model.objects.visible_to(user).count() for user in (None, AnonymousUser(), central_staff)]

    assert seen == [0, 0, 0]


def test_the_districts_that_are_seen_are_the_own_ones(jabar_officer, bandung_officer):
    seen = District.objects.visible_to(jabar_officer)

    assert set(seen.values_list("province", flat=True)) == {"32"}
    assert [d.code for d in District.objects.visible_to(bandung_officer)] == ["32.04"]


def test_an_officer_of_two_provinces_sees_both(jabar_officer):
    OfficerRegion.objects.create(user=jabar_officer, province_id="51")

    seen = District.objects.visible_to(jabar_officer)

    assert seen.count() == JABAR_DISTRICTS + BALI_DISTRICTS


def test_a_region_twice_over_shows_each_row_once(jabar_officer, kab_bandung):
    OfficerRegion.objects.create(user=jabar_officer, district=kab_bandung)
    make_report(kab_bandung, printed=1)

    assert District.objects.visible_to(jabar_officer).count() == JABAR_DISTRICTS
    assert DistrictReport.objects.visible_to(jabar_officer).count() == 1


def test_a_loan_is_seen_at_both_ends(jabar_officer, bali_officer, kab_bandung, denpasar):
    loan = make_receipt(make_shipment(denpasar, 10, sent_from=kab_bandung)).shipment

    for officer in (jabar_officer, bali_officer):
        assert list(BlankShipment.objects.visible_to(officer)) == [loan]
        assert BlankReceipt.objects.visible_to(officer).count() == 1


def test_the_layout_in_force_decides_who_sees_a_district(kab_bandung, jabar_officer, bali_officer):
    District.objects.filter(pk=kab_bandung.pk).update(province_id="51", code="51.99")

    assert kab_bandung not in District.objects.visible_to(jabar_officer)
    assert kab_bandung in District.objects.visible_to(bali_officer)


def test_uploads_are_seen_by_whom_they_are_for(
    central_staff, jabar_officer, bali_officer, bandung_officer, nobody, kab_bandung, kota_bandung
):
    for_province = make_upload(central_staff, province_id="32")
    for_district = make_upload(jabar_officer, district=kab_bandung)
    for_neighbour = make_upload(jabar_officer, district=kota_bandung)
    own = make_upload(nobody)

    seen = {
        user.username: set(Upload.objects.visible_to(user))
        for user in (central_staff, jabar_officer, bali_officer, bandung_officer, nobody)
    }

    assert seen == {
        "pusat": {for_province, for_district, for_neighbour, own},
        "prov32": {for_province, for_district, for_neighbour},
        "prov51": set(),
        "kab3204": {for_district},
        "nobody": set(),
    }


def test_a_permission_without_a_region_shows_no_rows(world):
    officer = make_user("without region", "Petugas provinsi")

    assert District.objects.visible_to(officer).count() == 0
    assert DistrictReport.objects.visible_to(officer).count() == 0


def test_a_change_of_region_takes_effect_with_the_next_question(jabar_officer):
    before = District.objects.visible_to(jabar_officer).count()
    OfficerRegion.objects.filter(user=jabar_officer).update(province_id="51")

    after = District.objects.visible_to(jabar_officer).count()

    assert (before, after) == (JABAR_DISTRICTS, BALI_DISTRICTS)


def test_reports_of_a_day_and_earlier(kab_bandung):
    for day in (1, 2, 3):
        make_report(kab_bandung, as_of=date(2017, 5, day))

    days = DistrictReport.objects.by(date(2017, 5, 2)).values_list("as_of__day", flat=True)

    assert sorted(days) == [1, 2]
