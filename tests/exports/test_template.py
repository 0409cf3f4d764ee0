import io
from datetime import date

import openpyxl
import pytest
from django.utils import translation

from monitoring.exports.template import template_workbook
from monitoring.imports.stored.uploads import check_upload
from monitoring.models import District
from tests.imports.sending import sending
from tests.makers import TODAY, make_report

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)
FIRST = 5
LANGUAGES = ("id", "en")


def template(user, *, as_of=JUNE_6, language="id"):
    with translation.override(language):
        return template_workbook(District.objects.visible_to(user), as_of=as_of)


def opened(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book, book.worksheets[0]


def filled(content, **figures):
    """Write figures into the first district's yellow cells, by column letter."""
    book, sheet = opened(content)
    for column, value in figures.items():
        sheet[f"{column}{FIRST}"] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_reads_back_without_a_finding(jabar_officer, kab_bandung, language):
    make_report(kab_bandung, as_of=date(2017, 5, 30), printed=120, damaged=3, enrolled=500)

    _upload, check = check_upload(sending(template(jabar_officer, language=language), jabar_officer))

    assert check.findings == []
    assert check.counts["read"] == 0
    assert [sheet.table for sheet in check.reading.sheets] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_form_reads_back_as_it_was_filled(jabar_officer, language):
    content = filled(template(jabar_officer, language=language), E=150, G=4, I=20, K=7, M=1, O=900, Q=800)

    _upload, check = check_upload(sending(content, jabar_officer))

    row = check.reports[0]
    assert check.findings == []
    assert (row.district, row.as_of) == (District.objects.get(code="32.01").pk, JUNE_6)
    assert row.figures == {
        "printed": 150, "damaged": 4, "stock_on_hand": 20, "print_ready": 7,
        "substitute_certificates": 1, "eligible": 900, "enrolled": 800,
    }  # fmt: skip


def test_a_form_holds_the_districts_of_its_user(bandung_officer):
    _book, sheet = opened(template(bandung_officer))

    assert [sheet.cell(FIRST, column).value for column in (1, 2)] == ["32.04", "Kabupaten Bandung"]
    assert sheet.cell(FIRST + 1, 1).value is None


def test_the_last_figures_stand_beside_locked(bandung_officer, kab_bandung):
    make_report(kab_bandung, as_of=date(2017, 5, 30), printed=120, enrolled=500)
    make_report(kab_bandung, as_of=date(2017, 6, 13), printed=130)

    _book, sheet = opened(template(bandung_officer))

    assert (sheet["D5"].value, sheet["D5"].protection.locked) == (120, True)
    assert (sheet["E5"].value, sheet["E5"].protection.locked) == (None, False)
    assert (sheet["P5"].value, sheet["P4"].value) == (500, "Sudah rekam (terakhir di portal)")
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "C5"


def test_cells_check_themselves(bandung_officer):
    _book, sheet = opened(template(bandung_officer))

    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    printed, stock = checks["E5"], checks["I5"]
    assert (printed.type, printed.operator, printed.formula1) == ("whole", "greaterThanOrEqual", "D5")
    assert (stock.type, stock.operator, stock.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert checks["C5"].type == "date"


def test_a_form_of_another_layout_has_the_codes_of_its_day(central_staff):
    _book, sheet = opened(template(central_staff, as_of=TODAY))

    codes = [row[0].value for row in sheet.iter_rows(min_row=FIRST)]
    assert len(codes) == 514
    assert "91.04" in codes
    assert codes == sorted(codes)


def test_a_form_costs_the_same_queries_however_many_districts(
    bandung_officer, central_staff, django_assert_num_queries
):
    with django_assert_num_queries(6):
        template(bandung_officer)
    with django_assert_num_queries(6):
        template(central_staff)
