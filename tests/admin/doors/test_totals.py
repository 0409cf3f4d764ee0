"""Sums: an officer's are those of the own districts, on every page, however wide the page is."""

import pytest

from tests.admin.doors.walking import ask
from tests.admin.doors.world import OWN, PRINTED, SENT
from tests.makers import district_of, make_report, supply_district

pytestmark = pytest.mark.django_db

OWN_PRINTED = PRINTED[OWN] + 1
"""The report was changed by one."""


@pytest.mark.parametrize(("role", "districts"), [("province", 27), ("district", 1)])
def test_the_first_page_sums_the_own_districts(role, districts, world, askers):
    figures = ask(askers[role], "GET", "/").response.context["figures"]

    assert (figures.districts, figures.provinces) == (districts, 1)
    assert (figures.supplied, figures.central_on_hand, figures.unexplained) == (None, None, None)


def test_the_first_page_of_a_district_holds_its_own_figures(world, askers):
    figures = ask(askers["district"], "GET", "/").response.context["figures"]

    assert (figures.printed, figures.shipped, figures.received) == (OWN_PRINTED, SENT[OWN] + 100, SENT[OWN])


def test_the_first_page_of_a_district_does_not_move_with_its_province(world, askers):
    before = tiles(askers, "district")
    make_report(district_of("32.01"), printed=777)
    supply_district(district_of("32.01"), 888)

    assert tiles(askers, "district") == before
    assert tiles(askers, "province") != before


def tiles(askers, role):
    context = ask(askers[role], "GET", "/").response.context
    return [(str(tile.title), tile.value, tile.note) for tile in (*context["blanks"], *context["enrolment"])]


def test_the_first_page_of_a_province_does_not_move_with_another(world, askers):
    before = tiles(askers, "province")
    make_report(district_of("51.08"), printed=777)
    supply_district(district_of("51.08"), 888)

    assert tiles(askers, "province") == before


@pytest.mark.parametrize("role", ["nobody", "administrator"])
def test_the_first_page_of_who_sees_no_figures_has_none(role, world, askers):
    assert ask(askers[role], "GET", "/").response.context["figures"] is None


@pytest.mark.parametrize(("role", "districts"), [("province", 27), ("district", 1)])
def test_a_province_is_the_sum_of_the_districts_that_its_reader_sees(role, districts, world, askers):
    listed = ask(askers[role], "GET", "/monitoring/province/").response.context["cl"].result_list
    page = ask(askers[role], "GET", "/monitoring/province/32/change/").response

    (province,) = listed
    assert (province.pk, province.districts) == ("32", districts)
    assert province.printed == OWN_PRINTED + (PRINTED["32.73"] + 1 if role == "province" else 0)
    assert len(page.context["districts"]) == districts


def test_a_province_of_a_district_officer_does_not_move_with_its_neighbours(world, askers):
    before = sums(askers)
    make_report(district_of("32.01"), printed=777)
    supply_district(district_of("32.01"), 888)

    assert sums(askers) == before


def sums(askers):
    page = ask(askers["district"], "GET", "/monitoring/province/32/change/").response
    export = ask(askers["district"], "POST", "/monitoring/province/export/", {"format": "1"}).response
    return [(str(tile.title), tile.value, tile.note) for tile in page.context["tiles"]], export.content


def test_a_round_shows_the_openings_of_the_own_districts(world, askers):
    page = ask(
        askers["district"], "GET", f"/monitoring/distributionround/{world.rows['round']['own']}/change/"
    )

    (openings,) = [
        inline.formset.queryset
        for inline in page.response.context["inline_admin_formsets"]
        if inline.formset.prefix == "openings"
    ]
    assert [opening.district.code for opening in openings] == [OWN]


def test_the_grid_shows_the_own_districts_alone(world, askers):
    url = "/monitoring/districtreport/grid/?province=32&as_of=2017-06-06"

    rows = {role: ask(askers[role], "GET", url).response.context["rows"] for role in ("province", "district")}

    assert len(rows["province"]) == 27
    assert [row.code for row in rows["district"]] == [OWN]


def test_what_hangs_on_a_row_is_counted_and_not_named(world, askers):
    page = ask(askers["centre"], "GET", f"/monitoring/district/{world.rows['district']['own']}/delete/")

    text = page.response.content.decode()
    assert "Position reports: 1" in text
    assert "06-06-2017" not in text
