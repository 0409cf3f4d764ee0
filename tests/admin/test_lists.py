from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import (
    AliasKind,
    DistributionRound,
    DistrictAlias,
    DueDay,
    EnrolmentTarget,
    FormerReport,
    Upload,
)
from tests.makers import (
    NOW,
    TODAY,
    district_of,
    make_count,
    make_report,
    make_round,
    make_shipment,
    make_supply,
    make_user,
    recorder,
    supply_district,
)

JABAR = [f"32.{number:02}" for number in range(1, 9)]


def rows_of(response):
    return [row.pk for row in response.context["cl"].result_list]


def make_upload(number, user):
    return Upload.objects.create(
        filename=f"laporan {number}.xlsx",
        sha256=f"{number:064}",
        size=1,
        received_at=NOW,
        received_on=TODAY,
        received_by=user,
        province_id="32",
    )


def make_former(district):
    report = make_report(district, printed=10)
    fields = {name: getattr(report, name) for name in ("as_of", "round", "printed", "through", "recorded_on")}
    FormerReport.objects.create(
        district=district,
        recorded_at=NOW,
        recorded_by=recorder(),
        retired_at=NOW,
        retired_by=recorder(),
        retired_through="form",
        **fields,
    )


def two_of_each(first, districts, sender):
    """Make two more rows of everything that has a list."""
    for number, district in enumerate(districts, start=first):
        supply_district(district, 100 + number)
        make_former(district)
        make_count(district, number)
        make_supply()
        make_upload(number, sender)
        make_round(date(2018, 1, 1) + timedelta(days=30 * number))
        make_user(f"officer{number}", district=district)
        DistrictAlias.objects.create(text=f"Spelling {number}", district=district, kind=AliasKind.CONFIRMED)
        EnrolmentTarget.objects.create(
            name="t", residents=1, counted_from=TODAY, due_before=date(2018, 1, number)
        )
        DueDay.objects.create(round=DistributionRound.objects.of_day(TODAY), due_on=date(2017, 7, number))


LISTS = (
    *("district", "province", "districtalias", "districtreport", "formerreport", "upload"),
    *("blankshipment", "blankreceipt", "blanksupply", "stockcount", "blankmovement"),
    *("distributionround", "enrolmenttarget"),
)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_many_questions_of_two_rows_as_of_four(name, signed_in, central_staff):
    browser = signed_in(central_staff)
    districts = [district_of(code) for code in JABAR[:4]]
    two_of_each(1, districts[:2], central_staff)
    browser.get("/")
    few = queries_of(browser, f"/monitoring/{name}/")

    two_of_each(3, districts[2:], central_staff)

    assert queries_of(browser, f"/monitoring/{name}/") == few


def test_the_list_of_accounts_asks_no_more_for_more_accounts(signed_in, administrator):
    browser = signed_in(administrator)
    make_user("one", province="32")
    make_user("two", district=district_of("32.73"))
    few = queries_of(browser, "/monitoring/user/")

    make_user("three", province="11")
    make_user("four", district=district_of("32.04"))

    assert queries_of(browser, "/monitoring/user/") == few


PAGES = (
    "/",
    "/monitoring/province/32/change/",
    "/monitoring/districtreport/grid/?province=32&as_of=2017-06-06",
)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_of_figures_asks_no_more_for_more_reports(url, signed_in, central_staff):
    browser = signed_in(central_staff)
    two_of_each(1, [district_of(code) for code in JABAR[:2]], central_staff)
    browser.get(url)
    few = queries_of(browser, url)

    two_of_each(3, [district_of(code) for code in JABAR[2:4]], central_staff)

    assert queries_of(browser, url) == few


def test_the_page_of_a_district_asks_no_more_for_more_reports(signed_in, central_staff, kab_bandung):
    browser = signed_in(central_staff)
    url = f"/monitoring/district/{kab_bandung.pk}/change/"
    supply_district(kab_bandung, 10)
    make_report(kab_bandung, printed=1, as_of=date(2017, 5, 1))
    browser.get(url)
    few = queries_of(browser, url)

    for number in range(2, 6):
        supply_district(kab_bandung, 10)
        make_report(kab_bandung, printed=number, as_of=date(2017, 5, number))

    assert queries_of(browser, url) == few


def test_provinces_are_those_in_force_unless_all_are_asked_for(signed_in, central_staff):
    browser = signed_in(central_staff)

    in_force = rows_of(browser.get("/monitoring/province/"))
    everything = rows_of(browser.get("/monitoring/province/?validity=all"))
    offered = browser.get("/monitoring/district/").content.decode()

    assert (len(in_force), len(everything)) == (34, 38)
    assert "93" not in in_force
    assert 'value="91"' in offered
    assert 'value="93"' not in offered


def test_a_column_has_a_title_in_words(signed_in, central_staff, kab_bandung):
    supply_district(kab_bandung, 100)

    text = signed_in(central_staff).get("/monitoring/blankmovement/?o=1").content.decode()

    assert ">Pk<" not in text


def test_districts_are_filtered_by_flag(signed_in, central_staff, kab_bandung, kota_bandung):
    supply_district(kab_bandung, 100)
    make_report(kab_bandung, printed=14, print_ready=5)
    make_report(kota_bandung, printed=15)

    response = signed_in(central_staff).get("/monitoring/district/?flag=low")

    assert rows_of(response) == [kab_bandung.pk]


def test_districts_are_filtered_by_reason(signed_in, central_staff, kab_bandung, kota_bandung):
    make_report(kab_bandung, printed=0)
    supply_district(kota_bandung, 100)
    make_report(kota_bandung, printed=0, print_ready=9)

    response = signed_in(central_staff).get("/monitoring/district/?reason=never_supplied")

    assert rows_of(response) == [kab_bandung.pk]


def test_a_flag_says_why_it_is_there_and_who_must_act(signed_in, central_staff, kab_bandung):
    make_report(kab_bandung, printed=0)

    text = signed_in(central_staff).get("/monitoring/district/?flag=low").content.decode()

    assert "Printed 0. No blanks have ever arrived here. The centre sends blanks." in text


def test_a_figure_that_is_not_known_stands_last_whichever_way_the_list_is_sorted(
    signed_in, central_staff, kab_bandung, kota_bandung, denpasar
):
    make_report(kab_bandung, printed=5)
    make_report(kota_bandung, printed=7)
    browser = signed_in(central_staff)
    column = 4

    up = rows_of(browser.get(f"/monitoring/district/?o={column}"))
    down = rows_of(browser.get(f"/monitoring/district/?o=-{column}"))

    assert up[:2] == [kab_bandung.pk, kota_bandung.pk]
    assert down[:2] == [kota_bandung.pk, kab_bandung.pk]


def test_a_district_is_found_by_an_old_name(signed_in, central_staff):
    response = signed_in(central_staff).get("/monitoring/district/?q=Kabupaten+Kepulauan+Riau")

    assert rows_of(response) == [district_of("21.01").pk]


def test_reports_are_filtered_by_a_range_of_days_both_ends_within(signed_in, central_staff, kab_bandung):
    days = [date(2017, 5, day) for day in (1, 2, 3, 4)]
    reports = [make_report(kab_bandung, as_of=day, printed=1).pk for day in days]

    response = signed_in(central_staff).get(
        "/monitoring/districtreport/?as_of_from=2017-05-02&as_of_until=2017-05-03"
    )

    assert rows_of(response) == [reports[2], reports[1]]


@pytest.mark.parametrize("query", ["as_of_from=yesterday", "province=99", "round=x"])
def test_a_filter_that_makes_no_sense_leads_back_to_the_list(query, signed_in, central_staff):
    response = signed_in(central_staff).get(f"/monitoring/districtreport/?{query}")

    assert (response.status_code, response["Location"]) == (302, "/monitoring/districtreport/?e=1")


def test_a_cell_carries_the_label_that_a_phone_shows(signed_in, central_staff, kab_bandung):
    make_report(kab_bandung, printed=1234)

    text = signed_in(central_staff, "en").get("/monitoring/district/?q=32.04").content.decode()

    assert '<td data-label="Printed" data-kind="number" class="field-printed">1,234</td>' in text


@pytest.mark.parametrize(("language", "number"), [("id", "1.616.917"), ("en", "1,616,917")])
def test_a_number_is_grouped_as_its_reader_writes_it(language, number, signed_in, central_staff, kab_bandung):
    make_report(kab_bandung, printed=1616917)

    text = signed_in(central_staff, language).get("/monitoring/districtreport/").content.decode()

    assert f">{number}<" in text


def test_a_filter_offers_an_officer_no_province_but_the_own(signed_in, bali_officer):
    text = signed_in(bali_officer).get("/monitoring/district/").content.decode()

    assert "Jawa Barat" not in text
    assert '<option value="51">Bali</option>' in text


def test_an_empty_list_says_what_would_stand_there(signed_in, central_staff):
    text = signed_in(central_staff).get("/monitoring/districtreport/").content.decode()

    assert "No position reports yet." in text


def test_a_shipment_shows_what_is_still_on_the_way(signed_in, central_staff, kab_bandung):
    make_shipment(kab_bandung, 100)

    text = signed_in(central_staff).get("/monitoring/blankshipment/").content.decode()

    assert "on the way" in text
