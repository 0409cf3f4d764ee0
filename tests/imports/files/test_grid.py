import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.files.grid import Merge, cell_name, read_workbook
from monitoring.imports.limits import WEB
from tests.imports import hostile

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

MIDNIGHT = datetime.fromisoformat("2017-06-06T00:00")
MORNING = datetime.fromisoformat("2017-06-06T07:30")


def rows_of(content):
    return read_workbook(content, WEB).sheets[0].rows


def written(fill):
    """Return an xlsx whose first sheet `fill` has written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Data"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (19, 25, "Z20"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")],
)
def test_a_cell_is_named_as_a_spreadsheet_names_it(row, column, name):
    assert cell_name(row, column) == name


def test_whole_numbers_are_integers_up_to_sixteen_digits():
    row = "".join(f"<c><v>{value}</v></c>" for value in ("15.0", "97.5", "3201011234567890", "-3"))

    rows = rows_of(hostile.xlsx(f"<row>{row}</row>"))

    assert rows == [[15, 97.5, 3201011234567890, -3]]
    assert [type(cell) for cell in rows[0]] == [int, float, int, int]


def test_what_is_no_number_at_all_is_text():
    rows = rows_of(hostile.xlsx("<row><c><v>NaN</v></c><c><v>inf</v></c><c><v>1e400</v></c></row>"))

    assert rows == [["nan", "inf", "inf"]]


def test_rows_and_columns_before_the_first_cell_are_kept():
    rows = rows_of(hostile.xlsx('<row r="3"><c r="C3"><v>7</v></c></row>'))

    assert rows == [[], [], [None, None, 7]]


def test_rows_stand_where_they_say_in_whatever_order_they_come():
    rows = rows_of(
        hostile.xlsx('<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')
    )

    assert rows == [[1], [], [3]]


def test_a_day_is_a_date_and_a_day_with_a_time_a_moment():
    def fill(book, sheet):
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_datetime("A1", MIDNIGHT, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime("B1", MIDNIGHT, moment)
        sheet.write_datetime("C1", MORNING, moment)
        sheet.write_datetime("D1", time(7, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_number("E1", 42892)

    rows = rows_of(written(fill))

    assert rows == [[date(2017, 6, 6), date(2017, 6, 6), MORNING, "07:30:00", 42892]]
    assert [type(cell) for cell in rows[0]] == [date, date, datetime, str, int]


def test_truth_stays_truth():
    assert rows_of(hostile.xlsx('<row><c t="b"><v>1</v></c></row>')) == [[True]]


def test_spaces_of_every_kind_stay_in_the_text():
    def fill(_book, sheet):
        sheet.write_string("A1", " KAB.\u00a0BANDUNG\u2009\u202f ")

    assert rows_of(written(fill)) == [[" KAB.\u00a0BANDUNG\u2009\u202f "]]


def test_merged_cells_are_told_and_hold_their_value_once():
    def fill(_book, sheet):
        sheet.merge_range("A1:B2", "BLANGKO")
        sheet.write("A3", 1)

    sheet = read_workbook(written(fill), WEB).sheets[0]

    assert sheet.rows == [["BLANGKO"], [], [1]]
    assert sheet.merges == (Merge(0, 0, 1, 1),)


def test_merges_end_where_the_data_ends():
    def fill(_book, sheet):
        sheet.merge_range("A1:B20000", "BLANGKO")
        sheet.merge_range("A20001:B20002", "")

    sheet = read_workbook(written(fill), WEB).sheets[0]

    assert sheet.merges == (Merge(0, 0, 0, 1),)


def test_hidden_sheets_rows_and_columns_are_read_and_charts_are_not():
    def fill(book, sheet):
        sheet.write("B2", 5)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)
        book.add_worksheet("Lama ").hide()

    workbook = read_workbook(written(fill), WEB)

    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [
        ("Data", [[], [None, 5]]),
        ("Lama ", []),
    ]
    assert not workbook.is_csv


def test_an_error_is_told_by_its_text():
    rows = rows_of(
        hostile.xlsx('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>1</v></c></row>')
    )

    assert rows == [[CellError("#DIV/0!"), 1]]


def test_an_error_that_only_google_writes_does_not_cost_the_file():
    rows = rows_of(hostile.xlsx('<row r="1"><c r="A1" t="e"><v>#ERROR!</v></c><c r="B1"><v>1</v></c></row>'))

    assert rows == [[CellError("#ERROR!"), 1]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>B1</f></c>',
        '<c r="A1"><f>B1</f><v></v></c>',
        '<c r="A1"><f>B1</f><v/></c>',
        '<c r="A1"><f>B1</f>\n  <v/>\n</c>',
        '<c r="A1"><f t="shared" si="0"/></c>',
        '<c r="A1" t="str"><f>B1</f></c>',
        '<c r="A1"><f><![CDATA[B1]]></f></c>',
    ],
)
def test_a_formula_that_was_never_calculated_is_not_an_empty_cell(cell):
    rows = rows_of(hostile.xlsx(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'))

    assert rows == [[NO_FORMULA_VALUE, 1]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>B1</f><v>5</v></c>', 5),
        ('<c r="A1" t="str"><f>B1</f><v>lima</v></c>', "lima"),
        ('<c r="A1" t="str"><f>IF(B1,"","")</f><v></v></c>', None),
        ('<c r="A1" t="b"><f>B1</f><v>1</v></c>', True),
        ('<c r="A1"><f t="shared" si="0"/><v>5</v></c>', 5),
    ],
)
def test_a_formula_gives_its_stored_value(cell, value):
    rows = rows_of(hostile.xlsx(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'))

    assert rows == [[value, 1]]


def test_formulas_below_and_beside_everything_else_are_seen():
    rows = rows_of(
        hostile.xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><f>A1</f></c></row>')
    )

    assert rows == [[1], [], [None, NO_FORMULA_VALUE]]


def test_cells_that_do_not_name_their_places_are_counted():
    rows = rows_of(
        hostile.xlsx('<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row><row><c/><c><f>A1</f></c></row>')
    )

    assert rows == [[1, CellError("#REF!")], [None, NO_FORMULA_VALUE]]


def test_a_prefix_before_every_element_hides_nothing():
    sheet = hostile.sheet_xml('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>A1</f></c></row>')
    prefixed = sheet.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")

    rows = rows_of(hostile.zipped(hostile.xlsx_parts({"Data": prefixed})))

    assert rows == [[CellError("#N/A"), NO_FORMULA_VALUE]]


def test_errors_are_set_on_the_sheet_that_they_stand_on():
    sheets = {
        "Minggu &amp; 1": hostile.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'),
        "Minggu 2": hostile.sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'),
    }

    workbook = read_workbook(hostile.zipped(hostile.xlsx_parts(sheets)), WEB)

    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [
        ("Minggu & 1", [[1]]),
        ("Minggu 2", [[CellError("#REF!")]]),
    ]


def test_what_openpyxl_writes_has_no_values_for_its_formulas():
    book = openpyxl.Workbook()
    book.active.append([1, 2, "=A1+B1"])
    file = io.BytesIO()
    book.save(file)

    assert rows_of(file.getvalue()) == [[1, 2, NO_FORMULA_VALUE]]


ODS_ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell>'
)
ODS_ERROR_OF_EXCEL = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
    "<text:p>#DIV/0!</text:p></table:table-cell>"
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (ODS_ERROR, CellError("Err:502")),
        (ODS_ERROR_OF_EXCEL, CellError("#DIV/0!")),
        ('<table:table-cell table:formula="of:=1+1"/>', NO_FORMULA_VALUE),
        (hostile.ods_number(5), 5),
    ],
)
def test_an_ods_tells_errors_and_missing_values_too(cell, value):
    empty = hostile.ods_row("<table:table-cell/>", repeated=2)

    rows = rows_of(hostile.ods(empty + hostile.ods_row(hostile.ods_number(1, repeated=2), cell)))

    assert rows == [[], [], [1, 1, value]]


def test_an_old_workbook_tells_its_errors():
    content = hostile.xls(
        hostile.xls_number(0, 0, 5), hostile.xls_error(0, 1, 0x17), hostile.xls_formula_error(1, 0, 0x07)
    )

    assert rows_of(content) == [[5, CellError("#REF!")], [CellError("#DIV/0!")]]


WORKBOOKS = sorted({*SAMPLES.glob("*.xls*"), *SAMPLES.glob("*.ods")} - {SAMPLES / "08_web_page.xls"})


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_sample_opens_by_what_it_holds(path):
    workbook = read_workbook(path.read_bytes(), WEB)

    assert max(len(sheet.rows) for sheet in workbook.sheets) > 3
    assert not workbook.is_csv


def test_painted_rows_cost_nothing():
    workbook = read_workbook((SAMPLES / "27_ghost_rows.xlsx").read_bytes(), WEB)

    assert len(workbook.sheets[0].rows) == 9
