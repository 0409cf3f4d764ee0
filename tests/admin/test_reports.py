from datetime import date

from monitoring.models import DistrictReport, FormerReport
from tests.makers import make_report, supply_district

ADD = "/monitoring/districtreport/add/"


def errors_of(response):
    return response.context["adminform"].form.errors


def form_of(report, **fields):
    """Return what the form of a report sends, but for what a test changes."""
    figures = {name: "" if value is None else str(value) for name, value in report.figures.items()}
    return figures | {"seen": report.recorded_at.isoformat()} | fields


def url_of(report):
    return f"/monitoring/districtreport/{report.pk}/change/"


def test_a_report_is_recorded_by_form_with_who_and_through_what(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 5000)
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "1.234", "print_ready": "5"}

    response = signed_in(jabar_officer).post(ADD, data)

    report = DistrictReport.objects.get()
    assert response.status_code == 302
    assert (report.printed, report.print_ready, report.damaged) == (1234, 5, None)
    assert (report.recorded_by, report.through, report.recorded_on) == (
        jabar_officer, "form", date(2017, 7, 16),
    )  # fmt: skip


def test_a_number_with_a_comma_is_refused_at_its_field(signed_in, jabar_officer, kab_bandung):
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "1,234"}

    response = signed_in(jabar_officer).post(ADD, data)

    assert "can be read in two ways" in errors_of(response)["printed"][0]


def test_printed_that_falls_is_refused_as_in_an_upload(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 5000)
    make_report(kab_bandung, printed=100, as_of=date(2017, 5, 30))
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "99"}

    response = signed_in(jabar_officer).post(ADD, data)

    assert "cannot fall" in errors_of(response)["printed"][0]


def test_a_doubt_is_shown_first_and_taken_when_someone_says_so(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 50)
    browser = signed_in(jabar_officer)
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "60"}

    asked = browser.post(ADD, data)
    shown = DistrictReport.objects.count()
    taken = browser.post(ADD, data | {"in_spite": "on"})

    assert (asked.status_code, shown) == (200, 0)
    assert "Save in spite of what was found" in asked.content.decode()
    assert (taken.status_code, DistrictReport.objects.get().printed) == (302, 60)


def test_a_second_report_for_a_day_is_refused_in_plain_words(signed_in, jabar_officer, kab_bandung):
    make_report(kab_bandung, printed=5)
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "6"}

    response = signed_in(jabar_officer).post(ADD, data)

    assert errors_of(response)["__all__"] == [
        "The district already has a report for this day. Change that one."
    ]


def test_a_report_for_tomorrow_is_refused_at_its_day(signed_in, jabar_officer, kab_bandung):
    data = {"district": kab_bandung.pk, "as_of": "2017-07-17", "printed": "6"}

    response = signed_in(jabar_officer).post(ADD, data)

    assert "still to come" in errors_of(response)["as_of"][0]


def test_a_figure_is_erased_only_with_a_reason(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 500)
    report = make_report(kab_bandung, printed=100, print_ready=7)
    browser = signed_in(jabar_officer)
    data = form_of(report, print_ready="")

    refused = browser.post(url_of(report), data)
    taken = browser.post(url_of(report), data | {"reason": "counted twice"})

    assert "say why" in errors_of(refused)["reason"][0]
    assert taken.status_code == 302
    report.refresh_from_db()
    assert (report.printed, report.print_ready) == (100, None)
    assert (FormerReport.objects.get().print_ready, FormerReport.objects.get().reason) == (7, "counted twice")


def test_a_report_changed_meanwhile_is_not_overwritten(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 500)
    report = make_report(kab_bandung, printed=100)
    data = form_of(report, printed="120", seen="2017-07-15T00:00:00+00:00")

    response = signed_in(jabar_officer).post(url_of(report), data)

    assert "changed meanwhile" in errors_of(response)["__all__"][0]
    report.refresh_from_db()
    assert report.printed == 100


def test_a_report_is_deleted_with_a_reason_and_stays_in_the_history(signed_in, central_staff, kab_bandung):
    report = make_report(kab_bandung, printed=100)
    browser = signed_in(central_staff)
    url = f"/monitoring/districtreport/{report.pk}/delete/"

    browser.post(url, {"post": "yes"})
    asked = DistrictReport.objects.count()
    browser.post(url, {"post": "yes", "reason": "wrong district"})

    former = FormerReport.objects.get()
    assert (asked, DistrictReport.objects.count()) == (1, 0)
    assert (former.printed, former.deleted, former.reason) == (100, True, "wrong district")


def test_the_page_of_a_report_shows_what_it_said_before(signed_in, jabar_officer, kab_bandung):
    supply_district(kab_bandung, 500)
    report = make_report(kab_bandung, printed=100)
    browser = signed_in(jabar_officer)

    browser.post(url_of(report), form_of(report, printed="321"))

    page = browser.get(url_of(report))
    assert [dict(values)["printed"] for _report, values in page.context["former"]] == [100]
