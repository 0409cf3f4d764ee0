"""Whose file it is: every step of every upload, tried by those whose it is not."""

from datetime import date

import pytest

from monitoring.models import DistrictReport, Upload, UploadState
from monitoring.models.roles import DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx
from tests.makers import district_of, make_user

JUNE_6 = date(2017, 6, 6)
BANDUNG = ("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50)
BOGOR = ("32.01", "KAB. BOGOR", JUNE_6, 200, 3, 60)
STEPS = {
    "change": "get",
    "apply": "post",
    "spelling": "post",
    "day": "post",
    "undo": "get",
    "file": "get",
    "corrected": "get",
}
BAD = ("32.04", "KAB. BANDUNG", JUNE_6, "x", 2, 50)


def checked(user, *rows, **options):
    return check(xlsx(list(rows)), user, **options)[0]


def applied(user, *rows, **options):
    upload = checked(user, *rows, **options)
    apply(upload, user)
    upload.refresh_from_db()
    return upload


def url(upload, step):
    return f"/monitoring/upload/{getattr(upload, 'pk', upload)}/{step}/"


@pytest.fixture
def neighbour(db):
    """Another officer of Jawa Barat."""
    return make_user("prov32b", PROVINCE_OFFICER, province="32")


@pytest.mark.parametrize(("step", "method"), STEPS.items())
def test_anothers_file_looks_like_one_that_is_not_there(signed_in, jabar_officer, bali_officer, step, method):
    upload = checked(jabar_officer, BANDUNG)
    browser = signed_in(bali_officer)

    other = getattr(browser, method)(url(upload, step))
    missing = getattr(browser, method)(url(999999, step))

    assert (other.status_code, missing.status_code) == (404, 404)
    assert Upload.objects.get().state == UploadState.CHECKED


@pytest.mark.parametrize("key", ["0", "-1", "x", "1_2", "9" * 40, "%00"])
def test_a_strange_key_is_not_found(signed_in, jabar_officer, key):
    assert signed_in(jabar_officer).get(f"/monitoring/upload/{key}/change/").status_code == 404


@pytest.mark.parametrize(("step", "method"), STEPS.items())
def test_without_a_role_no_step_can_be_taken(signed_in, jabar_officer, nobody, step, method):
    upload = checked(jabar_officer, BANDUNG)

    assert getattr(signed_in(nobody), method)(url(upload, step)).status_code == 403


@pytest.mark.parametrize("page", ["add/", "sent/", "template/"])
def test_without_a_role_nothing_can_be_sent(signed_in, nobody, auditor, page):
    assert signed_in(nobody).get(f"/monitoring/upload/{page}").status_code == 403
    assert signed_in(auditor).get(f"/monitoring/upload/{page}").status_code == 403


@pytest.mark.parametrize(("step", "method"), STEPS.items())
def test_each_step_asks_for_a_sign_in(client, jabar_officer, step, method):
    upload = checked(jabar_officer, BANDUNG)

    assert getattr(client, method)(url(upload, step)).headers["Location"].startswith("/login/")


@pytest.mark.parametrize("step", ["apply", "spelling", "day"])
def test_what_writes_is_never_done_by_a_link(signed_in, jabar_officer, step):
    upload = checked(jabar_officer, BANDUNG)

    assert signed_in(jabar_officer).get(url(upload, step)).status_code == 405


@pytest.mark.parametrize("step", ["apply", "spelling", "day"])
def test_who_only_reads_writes_nothing(signed_in, jabar_officer, auditor, step):
    upload = checked(jabar_officer, BANDUNG)

    response = signed_in(auditor).post(url(upload, step), {"shown": upload.digest, "as_of": "2017-06-06"})

    upload.refresh_from_db()
    assert response.status_code == 403
    assert (upload.state, upload.as_of) == (UploadState.CHECKED, None)


def test_the_list_holds_the_own_files_alone(signed_in, jabar_officer, bali_officer, neighbour):
    checked(jabar_officer, BANDUNG, filename="milik jabar.xlsx")

    assert b"milik jabar" in signed_in(neighbour).get("/monitoring/upload/").content
    assert b"milik jabar" not in signed_in(bali_officer).get("/monitoring/upload/").content


def test_files_sent_together_show_only_the_own_ones(signed_in, jabar_officer, bali_officer):
    upload = checked(jabar_officer, BANDUNG, filename="milik jabar.xlsx")

    page = signed_in(bali_officer).get(f"/monitoring/upload/sent/?id={upload.pk}&id=x&id={'9' * 30}")

    assert b"milik jabar" not in page.content


def test_rows_outside_the_regions_are_not_written_by_who_may_see_the_file(
    signed_in, central_staff, bandung_officer
):
    upload = check(xlsx([BANDUNG, BOGOR]), central_staff)[0]
    Upload.objects.filter(pk=upload.pk).update(district=district_of("32.04"))
    browser = signed_in(bandung_officer)
    check_shown = browser.get(url(upload, "change")).context["check"]

    applied = browser.post(url(upload, "apply"), {"shown": upload.digest, "skip_refused": "on"})

    assert (check_shown, applied.status_code) == (None, 403)
    assert not DistrictReport.objects.exists()


def test_a_colleague_of_the_province_may_apply_and_take_back(signed_in, jabar_officer, neighbour):
    upload = checked(jabar_officer, BANDUNG)
    browser = signed_in(neighbour)
    shown = browser.get(url(upload, "change")).context["check"].digest

    browser.post(url(upload, "apply"), {"shown": shown})
    lists = browser.get(url(upload, "undo"))
    browser.post(url(upload, "undo"), {"shown": lists.context["digest"]})

    upload.refresh_from_db()
    assert (upload.applied_by, upload.undone_by, upload.state) == (neighbour, neighbour, "undone")


def test_the_centre_may_take_back_what_a_province_sent(signed_in, jabar_officer, central_staff):
    upload = applied(jabar_officer, BANDUNG)

    assert signed_in(central_staff).get(url(upload, "undo")).status_code == 200


def test_a_district_officer_takes_back_only_the_own_files(signed_in, bandung_officer):
    own = applied(bandung_officer, BANDUNG)
    colleague = make_user("kab3204b", DISTRICT_OFFICER, district=district_of("32.04"))

    assert signed_in(bandung_officer).get(url(own, "undo")).status_code == 200
    assert signed_in(colleague).get(url(own, "undo")).status_code == 403


def test_who_moved_on_cannot_take_back_what_is_no_longer_theirs(signed_in, jabar_officer):
    upload = applied(jabar_officer, BANDUNG)
    jabar_officer.regions.update(province="51")

    assert signed_in(jabar_officer).get(url(upload, "undo")).status_code == 404
    assert signed_in(jabar_officer).post(url(upload, "undo"), {"shown": "x"}).status_code == 404
    assert DistrictReport.objects.count() == 1


def test_who_moved_on_sees_no_figures_of_the_former_province(signed_in, jabar_officer):
    upload = applied(jabar_officer, BANDUNG)
    jabar_officer.regions.update(province="51")

    page = signed_in(jabar_officer).get(url(upload, "change"))

    assert page.status_code == 404


def test_a_right_taken_away_counts_at_once(signed_in, jabar_officer):
    upload = checked(jabar_officer, BANDUNG)
    browser = signed_in(jabar_officer)
    jabar_officer.groups.clear()

    assert browser.post(url(upload, "apply"), {"shown": upload.digest}).status_code == 403
    assert browser.get("/monitoring/upload/add/").status_code == 403


def test_sources_of_another_ones_report_are_not_found(signed_in, jabar_officer, bali_officer):
    applied(jabar_officer, BANDUNG)
    report = DistrictReport.objects.get()

    assert signed_in(bali_officer).get(f"/monitoring/districtreport/{report.pk}/sources/").status_code == 404
    assert signed_in(jabar_officer).get(f"/monitoring/districtreport/{report.pk}/sources/").status_code == 200
