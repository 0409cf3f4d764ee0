"""Whatever a file held, a workbook can be laid out of it, and be read again."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.exports.laying_out import laid_out, sheet_names
from monitoring.exports.marking import FindingsSheet, Marks, marked
from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError, Merge, Sheet, Workbook
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.limits import WEB

TEXTS = st.text(st.characters(), max_size=40)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.just(CellError("#REF!")),
    st.just(NO_FORMULA_VALUE),
)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)
SPANS = st.tuples(*[st.integers(0, 4)] * 4)


def findings(*rows):
    head = [["Temuan portal KTP-el"], ["…"], [], ["a", "b", "c", "d", "e"]]
    return FindingsSheet("Temuan", head, [list(row) for row in rows], ["" for _ in rows])


@given(ROWS, TEXTS, st.lists(SPANS, max_size=3))
@settings(max_examples=60)
def test_any_cells_can_be_laid_out_and_read_again(rows, told, spans):
    merges = tuple(Merge(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in spans)
    marks = {"Data": Marks(bad={"A1": told or "x", "C3": "y"}, odd={"C3"}, fine=[2], blank={"B2"})}
    listed = findings(("Data", "A1", told, told, "kesalahan"))

    content = laid_out(Workbook((Sheet("Data", rows, merges),), is_csv=False), marks, listed)

    again = read_workbook(content, WEB)
    assert [sheet.name for sheet in again.sheets] == ["Temuan", "Data"]
    assert again.sheets[0].rows[0] == ["Temuan portal KTP-el"]


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_sheets_have_names_that_programs_allow_each_once(wanted):
    names = sheet_names(["Temuan", *wanted])

    assert len({name.casefold() for name in names}) == len(wanted) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_days_before_the_first_of_a_workbook_stay_as_text():
    rows = [[date(1899, 1, 1), datetime(1850, 1, 1, 5), date(1900, 1, 1)]]  # noqa: DTZ001

    content = laid_out(Workbook((Sheet("Data", rows),), is_csv=False), {}, findings())

    assert read_workbook(content, WEB).sheets[1].rows[0][:2] == ["1899-01-01", "1850-01-01T05:00:00"]


def test_marks_with_any_text_can_be_put_into_a_workbook():
    content = laid_out(Workbook((Sheet("Data", [["a", "b"]]),), is_csv=False), {}, findings())
    odd = "\x00\x0b\ud800=1+1\ufffe" + "x" * 40_000

    again = marked(
        content, {"Data": Marks(bad={"A1": odd, "ZZ99": odd})}, findings(("Data", "A1", odd, odd, "k"))
    )

    assert again is not None
    assert [sheet.name for sheet in read_workbook(again, WEB).sheets] == ["Temuan", "Data"]


def test_what_is_no_workbook_cannot_be_marked():
    for content in (b"", b"PK\x03\x04", b"a;b\n1;2"):
        assert marked(content, {}, findings()) is None
