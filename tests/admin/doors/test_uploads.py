"""Files: whose each is, who still sees it when somebody moves on, and who reads all that stands in it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.models import DistrictReport, OfficerRegion, Upload, UploadState
from monitoring.models.roles import AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx
from tests.makers import district_of, make_user

JUNE_6 = date(2017, 6, 6)
BANDUNG = ("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50)
BOGOR = ("32.01", "KAB. BOGOR", JUNE_6, 271_828, 3, 60)
DENPASAR = ("51.71", "KOTA DENPASAR", JUNE_6, 314_159, 3, 60)
READING = ("change", "file", "corrected")


def checked(user, *rows, **options):
    return check(xlsx(list(rows)), user, **options)[0]


def applied(user, *rows, **options):
    upload = checked(user, *rows, **options)
    apply(upload, user, skip_refused=True)
    upload.refresh_from_db()
    return upload


def url(upload, step):
    return f"/monitoring/upload/{upload.pk}/{step}/"


def statuses(browser, upload, steps=READING):
    return [browser.get(url(upload, step)).status_code for step in steps]


@pytest.fixture
def neighbour(db):
    """Another officer of Jawa Barat."""
    return make_user("prov32b", PROVINCE_OFFICER, province="32")


@pytest.fixture
def of_two_provinces(db):
    officer = make_user("two", PROVINCE_OFFICER, province="32")
    OfficerRegion.objects.create(user=officer, province_id="51")
    return officer


def test_who_moved_on_leaves_the_files_behind(signed_in, jabar_officer, neighbour):
    upload = applied(jabar_officer, BANDUNG)
    jabar_officer.regions.update(province="51")
    browser = signed_in(jabar_officer)

    assert statuses(browser, upload, (*READING, "undo")) == [404, 404, 404, 404]
    assert browser.post(url(upload, "undo"), {"shown": "x"}).status_code == 404
    assert browser.get("/monitoring/upload/").context["cl"].result_count == 0
    assert list(browser.get(f"/monitoring/upload/sent/?id={upload.pk}").context["uploads"]) == []
    assert signed_in(neighbour).get(url(upload, "change")).status_code == 200


def test_the_report_of_a_file_that_one_may_not_see_names_no_file(signed_in, jabar_officer, bandung_officer):
    applied(jabar_officer, BANDUNG, filename="rahasia.xlsx")
    report = DistrictReport.objects.get()

    pages = {
        user.username: [
            signed_in(user).get(f"/monitoring/districtreport/{report.pk}/{page}/").content.decode()
            for page in ("change", "sources")
        ]
        for user in (jabar_officer, bandung_officer)
    }

    assert all("rahasia.xlsx" in text for text in pages["prov32"])
    assert not any("rahasia.xlsx" in text for text in pages["kab3204"])
    assert "a file that another office sent" in pages["kab3204"][0]


def test_an_officer_without_a_region_sends_nothing(signed_in, db):
    officer = make_user("without region", PROVINCE_OFFICER)

    assert signed_in(officer).get("/monitoring/upload/add/").status_code == 403


@pytest.mark.parametrize("row", [BANDUNG, DENPASAR])
def test_the_file_of_an_officer_of_two_provinces_is_for_the_one_that_it_is_about(of_two_provinces, row):
    upload = checked(of_two_provinces, row)

    assert (upload.province_id, upload.district_id) == (row[0][:2], None)


def test_a_file_about_both_provinces_is_sent_once_for_each(signed_in, of_two_provinces):
    content = xlsx([BANDUNG, DENPASAR])

    refused = send(signed_in(of_two_provinces), content)
    taken = send(signed_in(of_two_provinces), content, province="51")

    assert "in several of your regions" in str(refused.context["form"].errors["files"])
    assert taken.status_code == 302
    assert Upload.objects.get().province_id == "51"


def send(browser, content, **data):
    return browser.post("/monitoring/upload/add/", {"files": SimpleUploadedFile("a.xlsx", content)} | data)


def test_the_file_of_an_officer_of_two_districts_is_for_one_of_them(signed_in, bandung_officer):
    OfficerRegion.objects.create(user=bandung_officer, district=district_of("32.01"))

    upload = checked(bandung_officer, BOGOR)
    refused = send(signed_in(bandung_officer), xlsx([BANDUNG, BOGOR]))

    assert upload.district == district_of("32.01")
    assert "in several of your regions" in str(refused.context["form"].errors["files"])


def test_whoever_checks_the_file_of_a_district_takes_no_row_of_another(
    signed_in, bandung_officer, jabar_officer, central_staff
):
    upload = checked(bandung_officer, BANDUNG, BOGOR)

    for user in (jabar_officer, central_staff):
        check = signed_in(user).get(url(upload, "change")).context["check"]
        if check is not None:
            assert [change.district for change in check.report_plan.changes] == [district_of("32.04").pk]
        apply_by_click(signed_in(user), upload)

    assert list(DistrictReport.objects.values_list("district__code", flat=True)) == ["32.04"]


def apply_by_click(browser, upload):
    check = browser.get(url(upload, "change")).context["check"]
    shown = check.digest if check else upload.digest
    return browser.post(url(upload, "apply"), {"shown": shown, "skip_refused": "on"})


@pytest.mark.parametrize("province", ["51", ""])
def test_the_centre_gives_the_file_of_an_officer_to_no_other_region(
    signed_in, central_staff, jabar_officer, bandung_officer, province
):
    uploads = [checked(jabar_officer, BANDUNG), checked(bandung_officer, BANDUNG)]

    for upload in uploads:
        signed_in(central_staff).post(url(upload, "day"), {"as_of": "2017-06-06", "province": province})
        upload.refresh_from_db()

    assert [(each.province_id, each.district_id) for each in uploads] == [
        ("32", None),
        (None, district_of("32.04").pk),
    ]
    assert {each.as_of for each in uploads} == {JUNE_6}


def test_an_officer_places_a_file_in_own_regions_alone(signed_in, of_two_provinces):
    upload = checked(of_two_provinces, BANDUNG)
    browser = signed_in(of_two_provinces)

    browser.post(url(upload, "day"), {"province": "31"})
    upload.refresh_from_db()
    stayed = upload.province_id
    browser.post(url(upload, "day"), {"province": "51"})
    upload.refresh_from_db()

    assert (stayed, upload.province_id) == ("32", "51")


def test_what_the_centre_sends_for_a_province_is_given_out_whole_to_nobody_there(
    signed_in, central_staff, jabar_officer
):
    upload = checked(central_staff, BANDUNG, DENPASAR, province="32")
    browser = signed_in(jabar_officer)

    page = browser.get(url(upload, "change"))

    assert statuses(browser, upload, ("file", "corrected")) == [404, 404]
    assert b"DENPASAR" not in page.content
    assert (page.context["findings"], page.context["sheets"], page.context["counts"]) == ([], [], None)
    assert browser.post(url(upload, "apply"), {"shown": upload.digest}).status_code == 403
    assert browser.post(url(upload, "day"), {"as_of": "2017-06-06"}).status_code == 403
    assert signed_in(central_staff).get(url(upload, "file")).status_code == 200


def test_what_it_wrote_there_is_listed_there(signed_in, central_staff, jabar_officer):
    upload = applied(central_staff, BANDUNG, DENPASAR, province="32")

    page = signed_in(jabar_officer).get(url(upload, "change"))

    assert [row.code for row in page.context["changes"].rows] == ["32.04"]
    assert b"314" not in page.content
    assert "row was left out" not in page.content.decode()


@pytest.mark.parametrize("role", [CENTRE, AUDITOR])
def test_a_sender_who_was_disabled_was_of_the_centre_all_the_same(signed_in, jabar_officer, role):
    sender = make_user("former", role)
    upload = checked(sender, BANDUNG, province="32")
    sender.is_active = False
    sender.save()

    assert statuses(signed_in(jabar_officer), upload, ("file", "corrected")) == [404, 404]


def test_a_colleague_reads_a_file_of_the_own_region_alone(signed_in, jabar_officer, neighbour):
    own, mixed = checked(jabar_officer, BANDUNG), checked(jabar_officer, BANDUNG, DENPASAR)
    browser = signed_in(neighbour)

    assert statuses(browser, own) == [200, 200, 200]
    assert statuses(browser, mixed) == [200, 404, 404]
    assert b"DENPASAR" not in browser.get(url(mixed, "change")).content
    assert statuses(signed_in(jabar_officer), mixed) == [200, 200, 200]


def test_what_a_province_sends_is_not_seen_by_its_districts(signed_in, jabar_officer, bandung_officer):
    upload = checked(jabar_officer, BANDUNG)

    assert statuses(signed_in(bandung_officer), upload) == [404, 404, 404]


def test_a_colleague_of_the_province_may_apply_and_take_back(signed_in, jabar_officer, neighbour):
    upload = checked(jabar_officer, BANDUNG)
    browser = signed_in(neighbour)

    apply_by_click(browser, upload)
    lists = browser.get(url(upload, "undo"))
    browser.post(url(upload, "undo"), {"shown": lists.context["digest"]})

    upload.refresh_from_db()
    assert (upload.applied_by, upload.undone_by, upload.state) == (neighbour, neighbour, "undone")


def test_a_district_officer_takes_back_only_the_own_files(signed_in, bandung_officer):
    own = applied(bandung_officer, BANDUNG)
    colleague = make_user("kab3204b", DISTRICT_OFFICER, district=district_of("32.04"))

    assert signed_in(bandung_officer).get(url(own, "undo")).status_code == 200
    assert signed_in(colleague).get(url(own, "undo")).status_code == 403


def test_whoever_lost_a_district_cannot_take_back_what_was_written_there(signed_in, jabar_officer):
    upload = applied(jabar_officer, BANDUNG)
    district = district_of("32.04")
    type(district).objects.filter(pk=district.pk).update(province="51", code="51.99")

    answers = [signed_in(jabar_officer).get(url(upload, "undo")) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {403}
    assert DistrictReport.objects.count() == 1
    assert Upload.objects.get().state == UploadState.APPLIED
