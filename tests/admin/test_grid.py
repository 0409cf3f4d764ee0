from datetime import date

import pytest

from monitoring.models import DistrictReport, FormerReport
from tests.makers import make_report, supply_district

URL = "/monitoring/districtreport/grid/?province=32&as_of=2017-06-06"


@pytest.fixture
def supplied(kab_bandung):
    supply_district(kab_bandung, 5000)
    return kab_bandung


def test_the_grid_has_a_row_for_each_district_with_the_last_figures_beside(
    signed_in, jabar_officer, kab_bandung
):
    make_report(kab_bandung, printed=1234, as_of=date(2017, 5, 30))

    rows = signed_in(jabar_officer).get(URL).context["rows"]

    bandung = next(row for row in rows if row.code == "32.04")
    assert len(rows) == 27
    assert (bandung.cells[0].last, bandung.cells[0].last_on) == ("1,234", "30 May 2017")


def test_nothing_is_written_before_it_was_shown(signed_in, jabar_officer, supplied):
    browser = signed_in(jabar_officer)
    typed = {f"{supplied.pk}-printed": "1.234"}

    shown = browser.post(URL, typed | {"check": "1"})
    before = DistrictReport.objects.count()
    browser.post(URL, typed | {"confirm": "1", "shown": shown.context["digest"]})

    step = shown.context["steps"][0]
    assert (step.code, step.was, step.becomes, before) == ("32.04", "–", "1,234", 0)
    report = DistrictReport.objects.get()
    assert (report.printed, report.through, report.recorded_by) == (1234, "grid", jabar_officer)


def test_a_confirmation_of_what_was_not_shown_is_shown_first(signed_in, jabar_officer, supplied):
    typed = {f"{supplied.pk}-printed": "1.234", "confirm": "1", "shown": "something else"}

    response = signed_in(jabar_officer).post(URL, typed)

    assert response.context["steps"][0].becomes == "1,234"
    assert not DistrictReport.objects.exists()


def test_what_changed_between_showing_and_saving_is_shown_again(signed_in, jabar_officer, supplied):
    browser = signed_in(jabar_officer)
    typed = {f"{supplied.pk}-printed": "100"}
    shown = browser.post(URL, typed | {"check": "1"})
    make_report(supplied, printed=50)

    again = browser.post(URL, typed | {"confirm": "1", "shown": shown.context["digest"]})

    assert again.context["steps"][0].was == "50"
    assert DistrictReport.objects.get().printed == 50


def test_all_wrong_cells_are_told_at_once(signed_in, jabar_officer, supplied, kota_bandung):
    typed = {f"{supplied.pk}-printed": "1,5", f"{kota_bandung.pk}-damaged": "-3", "check": "1"}

    rows = signed_in(jabar_officer).post(URL, typed).context["rows"]

    wrong = {(row.code, cell.field) for row in rows for cell in row.cells if cell.errors}
    assert wrong == {("32.04", "printed"), ("32.73", "damaged")}


def test_the_rules_of_uploads_hold_in_the_grid(signed_in, jabar_officer, supplied):
    make_report(supplied, printed=100, as_of=date(2017, 5, 30))

    rows = signed_in(jabar_officer).post(URL, {f"{supplied.pk}-printed": "99", "check": "1"}).context["rows"]

    told = next(row for row in rows if row.code == "32.04").cells[0].errors
    assert "cannot fall" in told[0]


def test_a_figure_is_erased_in_the_grid_only_with_a_reason(signed_in, jabar_officer, supplied):
    make_report(supplied, printed=100, print_ready=7)
    browser = signed_in(jabar_officer)
    typed = {f"{supplied.pk}-printed": "100"}
    shown = browser.post(URL, typed | {"check": "1"})
    confirmed = typed | {"confirm": "1", "shown": shown.context["digest"]}

    browser.post(URL, confirmed)
    before = DistrictReport.objects.get().print_ready
    browser.post(URL, confirmed | {"reason": "counted twice"})

    assert (before, DistrictReport.objects.get().print_ready) == (7, None)
    assert FormerReport.objects.get().reason == "counted twice"


def test_a_report_is_not_emptied_in_the_grid(signed_in, jabar_officer, supplied):
    make_report(supplied, printed=100)

    rows = signed_in(jabar_officer).post(URL, {"check": "1"}).context["rows"]

    assert "delete it" in next(row for row in rows if row.code == "32.04").errors[0]


def test_typing_what_is_stored_changes_nothing(signed_in, jabar_officer, supplied):
    make_report(supplied, printed=100)

    response = signed_in(jabar_officer).post(URL, {f"{supplied.pk}-printed": "100", "check": "1"})

    assert "Nothing differs from what is stored." in response.content.decode()


@pytest.mark.parametrize("day", ["2017-07-17", "2017-03-31", "yesterday"])
def test_a_day_that_cannot_be_reported_is_told_beside_it(day, signed_in, jabar_officer):
    response = signed_in(jabar_officer).get(f"/monitoring/districtreport/grid/?province=32&as_of={day}")

    assert list(response.context["choice"].errors) == ["as_of"]
    assert response.context["rows"] == []


def test_who_may_not_write_reports_does_not_enter(signed_in, auditor):
    assert signed_in(auditor).get(URL).status_code == 403
