"""The way of a file as an officer of Jawa Tengah walks it: script or no script, desk or phone."""

import io
from datetime import date

import openpyxl
import pytest

from monitoring.models import DistrictAlias, DistrictReport, Upload
from monitoring.models.roles import PROVINCE_OFFICER
from tests.imports.sheets import xlsx
from tests.makers import PASSWORD, district_of, make_report, make_user

JUNE_6 = date(2017, 6, 6)
TITLES = [("LAPORAN BLANGKO KTP-EL",), ("PROVINSI JAWA TENGAH",), ()]
HEADER = ("NO", "KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK", "CETAK KIA")
ROWS = [
    (1, "33.01", "KAB. CILACAP", JUNE_6, 1200, 3, 9),
    (2, None, "KAB. JEPRA", JUNE_6, 800, 2, 9),
    (3, "33.74", "KOTA SEMARANG", JUNE_6, "seribu", 5, 9),
]
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


def workbook(*rows):
    return xlsx([*TITLES, HEADER, *rows], header=None)


def as_file(content, name="Laporan Juni.xlsx"):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.fixture(params=["with a script", "without a script"])
def script(request):
    return request.param == "with a script"


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def walk(transactional_db, live_server, new_context, script, size):
    """An officer of Jawa Tengah, signed in, with one report of Cilacap from before."""
    make_report(district_of("33.01"), as_of=JUNE_6, printed=1000)
    return signed_in(
        live_server, new_context(viewport=size, java_script_enabled=script, accept_downloads=True)
    )


@pytest.fixture
def page(transactional_db, live_server, new_context):
    return signed_in(live_server, new_context(viewport=SIZES["desk"]))


def signed_in(live_server, context):
    make_user("prov33", PROVINCE_OFFICER, province="33")
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/login/")
    page.fill("#id_username", "prov33")
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")
    page.goto(f"{live_server.url}/monitoring/upload/add/")
    return page


def send(page, content):
    page.set_input_files("input[type=file]", as_file(content))
    page.click("text=Check the file")
    page.wait_for_url("**/change/")


def is_no_wider_than(page, size):
    return page.evaluate("document.documentElement.scrollWidth") <= size["width"] if size else True


def figures():
    return list(
        DistrictReport.objects.order_by("district__code").values_list("district__code", "printed", "damaged")
    )


def test_from_a_bad_file_to_stored_figures_and_back(walk, size, script):
    page = walk
    send(page, workbook(*ROWS))
    assert page.inner_text(".verdict h2") == "2 rows cannot be taken"
    assert page.is_visible("text=“seribu” is not a number of cards")
    assert not script or is_no_wider_than(page, size)

    page.click("text=Kabupaten Jepara")
    assert page.is_visible("text=“KAB. JEPRA” is known as Kabupaten Jepara from now on")
    assert page.inner_text(".verdict h2") == "1 row cannot be taken"
    assert DistrictAlias.objects.get(text="KAB. JEPRA").province_id == "33"

    with page.expect_download() as download:
        page.click("text=Download it with the bad cells in red")
    corrected = put_right(download.value.path())
    assert download.value.suggested_filename == "Laporan Juni-koreksi.xlsx"

    page.click("text=Send the corrected file")
    send(page, corrected)
    assert page.inner_text(".verdict h2") == "Everything is in order"
    assert figures() == [("33.01", 1000, None)]

    page.click("text=Store 3 rows")
    assert page.inner_text(".verdict h2") == "Stored"
    assert page.is_visible("text=Stored: 2 new, 1 changed, 0 as they were.")
    assert figures() == [("33.01", 1200, 3), ("33.20", 800, 2), ("33.74", 1000, 5)]
    assert not script or is_no_wider_than(page, size)

    page.click("text=Take it back …")
    assert page.is_visible("text=1 report becomes what it was")
    assert page.is_visible("text=2 reports and documents go")
    page.click("button:has-text('Take it back')")
    assert page.inner_text(".verdict h2") == "Taken back"
    assert figures() == [("33.01", 1000, None)]


def put_right(path):
    """Correct the only red cell, as a person would."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    red = [cell for row in book["Sheet1"] for cell in row if cell.fill.fgColor.rgb == "FFFFC9CF"]
    assert [(cell.coordinate, cell.value) for cell in red] == [("E7", "seribu")]
    red[0].value = 1000
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_rows_are_left_out_only_by_a_tick(walk):
    page = walk
    send(page, workbook(ROWS[0], ROWS[2]))

    page.click("text=Store the other row")
    assert figures() == [("33.01", 1000, None)]

    page.check("[name=skip_refused]")
    page.click("text=Store the other row")
    assert page.inner_text(".verdict h2") == "Stored, but 1 row was left out"
    assert figures() == [("33.01", 1200, 3)]


def test_a_dropped_file_is_checked(page):
    content = list(workbook(ROWS[0]))
    page.evaluate(
        """content => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(content)], "dijatuhkan.xlsx"));
            const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
            document.querySelector("#drop").dispatchEvent(drop);
        }""",
        content,
    )

    page.click("text=Check the file")
    page.wait_for_url("**/change/")

    assert Upload.objects.get().filename == "dijatuhkan.xlsx"


def test_a_broken_line_is_told_and_the_file_can_be_sent_again(page):
    page.route("**/upload/add/", lambda route: route.abort("connectionreset"))
    page.set_input_files("input[type=file]", as_file(workbook(ROWS[0])))
    page.click("text=Check the file")
    assert page.wait_for_selector("text=The connection broke. Nothing was stored; send the file again.")

    page.unroute("**/upload/add/")
    page.click("text=Check the file")
    page.wait_for_url("**/change/")

    assert Upload.objects.count() == 1


def test_what_is_wrong_with_the_day_is_told_without_leaving_the_page(page):
    page.set_input_files("input[type=file]", as_file(workbook(ROWS[0])))
    page.fill("#id_as_of", "2017-12-31")
    page.click("text=Check the file")

    assert page.wait_for_selector("text=This day is still to come.")
    assert not Upload.objects.exists()


def test_a_click_on_an_old_tab_writes_nothing_twice(page):
    send(page, workbook(ROWS[0]))
    other = page.context.new_page()
    other.goto(page.url)
    page.click("text=Store 1 row")

    other.click("text=Store 1 row")

    assert other.is_visible("text=Nothing was written by this click: the file is applied already.")
    assert figures() == [("33.01", 1200, 3)]


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_long_name_without_a_space_makes_no_page_wider(walk, size):
    page, name = walk, f"{'Laporan_posisi_blangko_' * 6}.xlsx"
    page.set_input_files("input[type=file]", [as_file(workbook(ROWS[0]), name), as_file(workbook(ROWS[2]))])
    assert page.evaluate("document.querySelector('#drop').scrollWidth") <= size["width"]

    page.click("text=Check the file")
    page.wait_for_url("**/sent/**")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    page.click("text=Look at it")
    page.wait_for_url("**/change/")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_no_page_of_the_way_is_held_back_by_the_policy(transactional_db, live_server, new_context):
    page = signed_in(live_server, new_context(viewport=SIZES["desk"]))
    told = []
    page.on("console", lambda message: told.append(message.text))

    send(page, workbook(*ROWS))
    page.goto(f"{live_server.url}/monitoring/upload/")

    assert [text for text in told if "Content Security Policy" in text] == []
