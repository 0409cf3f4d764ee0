import shutil
from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError

from monitoring.imports.stored.reference import load_reference
from monitoring.models import (
    Account,
    DistributionRound,
    District,
    DistrictAlias,
    DistrictPlace,
    DueDay,
    EnrolmentTarget,
    Province,
    Store,
)
from monitoring.models.posting import Chart
from tests.makers import TODAY, district_of

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
LATER = date(2026, 1, 1)


@pytest.fixture
def files(tmp_path):
    return shutil.copytree(FIXTURES, tmp_path / "fixtures", ignore=shutil.ignore_patterns("2017", "*.py*"))


def test_both_layouts_are_known():
    assert (Province.objects.count(), District.objects.count(), DistrictPlace.objects.count()) == (
        38,
        514,
        543,
    )
    assert Province.objects.in_force(TODAY).count() == 34
    assert Province.objects.in_force(LATER).count() == 38
    for day in (TODAY, LATER):
        assert DistrictPlace.objects.in_force(day).count() == 514


def test_there_are_as_many_cities_and_regencies_as_the_ministry_has():
    assert District.objects.filter(kind="regency").count() == 416
    assert District.objects.filter(kind="city").count() == 98


def test_names_and_codes_are_those_of_the_portals_day():
    district = district_of("12.12")
    load_reference(FIXTURES, today=LATER)

    district.refresh_from_db()

    assert district.name == "Kabupaten Toba"
    assert District.objects.filter(province="96").count() == 6


def test_the_round_and_its_due_days():
    round_ = DistributionRound.objects.get()

    assert (round_.starts_on, round_.low_print_threshold) == (date(2017, 4, 1), 15)
    days = list(DueDay.objects.filter(round=round_).values_list("due_on", flat=True))
    assert (len(days), days[0], days[-1]) == (10, date(2017, 4, 4), date(2017, 6, 6))
    assert {day.isoweekday() for day in days} == {2}


def test_the_targets():
    targets = EnrolmentTarget.objects.values_list("residents", "counted_from", "due_before")

    assert list(targets) == [
        (7_000_000, TODAY, date(2017, 10, 1)),
        (7_000_000, TODAY, date(2017, 11, 1)),
    ]


def test_every_store_has_its_account_and_the_centre_its_store():
    chart = Chart()

    assert Store.objects.filter(district__isnull=False).count() == 514
    assert str(Store.objects.central()) == "Pusat"
    assert len(chart.by_store) == 515
    assert set(chart.by_kind) == {"maker", "in_transit", "rejected", "missing", "destroyed"}


def test_old_names_lead_to_the_district_of_today():
    alias = DistrictAlias.objects.get(text="Kota Padang Sidempuan")

    assert alias.district == district_of("12.77")


def test_a_second_run_changes_nothing():
    loaded = load_reference(FIXTURES, today=TODAY)

    assert not loaded.changed
    assert set(loaded.added.values()) == {0}


def test_what_the_centre_changed_stands(kab_bandung):
    DistributionRound.objects.update(low_print_threshold=20)
    Province.objects.filter(pk="32").update(name="Pasundan")
    DistrictPlace.objects.filter(district=kab_bandung).update(name="Kabupaten Bandung Raya")

    load_reference(FIXTURES, today=TODAY)

    kab_bandung.refresh_from_db()
    assert DistributionRound.objects.get().low_print_threshold == 20
    assert Province.objects.get(pk="32").name == "Pasundan"
    assert kab_bandung.name == "Kabupaten Bandung Raya"


def test_a_district_that_is_new_in_the_files_is_added_with_its_store(files):
    with (files / "places.csv").open("a") as file:
        file.write("515,32.80,Kabupaten Baru,regency,32,,,\n")

    loaded = load_reference(files, today=TODAY)

    assert loaded.added["districts"] == loaded.added["places"] == loaded.added["stores"] == 1
    assert Account.objects.filter(store__district=district_of("32.80")).count() == 1


def test_a_district_made_by_hand_is_numbered_after_those_of_the_files():
    made = District.objects.create(kind="regency", code="32.80", name="Kabupaten Baru", province_id="32")

    assert made.pk > 514


def test_files_without_other_names_are_taken(files):
    (files / "aliases.csv").unlink()
    DistrictAlias.objects.all().delete()

    assert load_reference(files, today=TODAY).added["aliases"] == 0


def test_a_file_that_is_wrong_leaves_nothing_behind(files):
    (files / "targets.csv").write_text(
        "name,residents,counted_from,due_before\nnone,0,2017-01-01,2018-01-01\n"
    )
    DueDay.objects.all().delete()

    with pytest.raises(IntegrityError, match="target_above_zero"):
        load_reference(files, today=TODAY)

    assert DueDay.objects.count() == 0


def test_a_second_run_asks_few_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(50):
        load_reference(FIXTURES, today=TODAY)
