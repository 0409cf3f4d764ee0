from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.cells.counts import LARGEST, read_count, read_count_column
from monitoring.imports.findings import CellRefused
from tests.imports.cell_values import CELLS


def refusal_of(cell):
    with pytest.raises(CellRefused) as refused:
        read_count(cell)
    return refused.value


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (0, 0),
        (1616917, 1616917),
        (12.0, 12),
        ("0", 0),
        ("7004", 7004),
        ("1.234", 1234),
        ("1.616.917", 1616917),
        ("1 616 917", 1616917),
        ("1\u00a0616\u00a0917", 1616917),
        ("9\u2009871", 9871),
        ("1\u202f046\u202f913", 1046913),
        (" 877.120 ", 877120),
        ("12\u00a0", 12),
        ("nihil", 0),
        ("NIHIL", 0),
        ("2147483647", LARGEST),
        (LARGEST, LARGEST),
    ],
)
def test_whole_numbers_are_read(cell, count):
    assert read_count(cell) == count


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "-", " - ", "–", "—", "−", "-----", "n/a", "N/A", "NULL", "Null"]
)
def test_what_was_not_reported_is_not_zero(cell):
    assert read_count(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "ambiguous_number"),
        ("12,5", "ambiguous_number"),
        ("1,234.5", "ambiguous_number"),
        ("12.34", "ambiguous_number"),
        ("1.2345", "ambiguous_number"),
        ("1234.567", "ambiguous_number"),
        ("1.234 567", "ambiguous_number"),
        ("1 23", "ambiguous_number"),
        ("007", "ambiguous_number"),
        ("00", "ambiguous_number"),
        ("0.123", "ambiguous_number"),
        ("012.345", "ambiguous_number"),
        (".5", "ambiguous_number"),
        ("5.", "ambiguous_number"),
        (-1, "negative"),
        (-0.5, "negative"),
        ("-12", "negative"),
        ("- 12", "negative"),
        ("−12", "negative"),
        ("–1.234", "negative"),
        ("12-", "negative"),
        ("-1,5", "negative"),
        ("1\n234", "ambiguous_number"),
        ("12\r\n345", "ambiguous_number"),
        ("lihat lampiran", "not_a_count"),
        ("menyusul", "not_a_count"),
        ("1e3", "not_a_count"),
        ("250 keping", "not_a_count"),
        ("10-12", "not_a_count"),
        ("+5", "not_a_count"),
        ("(12)", "not_a_count"),
        ("٣", "not_a_count"),
        ("１２", "not_a_count"),
        ("²", "not_a_count"),
        (True, "not_a_count"),
        (False, "not_a_count"),
        (float("nan"), "not_a_count"),
        (float("inf"), "not_a_count"),
        (1e300, "not_a_count"),
        (LARGEST + 1, "not_a_count"),
        ("2147483648", "not_a_count"),
        ("9" * 5000, "not_a_count"),
        ("9" + ".999" * 2000, "not_a_count"),
        (date(2017, 6, 6), "not_a_count"),
        (datetime(2017, 6, 6, 12), "not_a_count"),  # noqa: DTZ001 - a cell knows no zone
        (CellError("#REF!"), "cell_error"),
        ("#REF!", "cell_error"),
        ("#N/A", "cell_error"),
        (NO_FORMULA_VALUE, "no_formula_value"),
    ],
)
def test_everything_else_is_refused(cell, code):
    assert refusal_of(cell).code == code


@pytest.mark.parametrize(("cell", "meant"), [(418.206, "418.206"), (1.08, "1.080"), (702.9, "702.900")])
def test_a_fraction_says_what_it_may_have_meant(cell, meant):
    refused = refusal_of(cell)

    assert (refused.code, refused.variant, refused.details) == ("fraction", "", {"meant": meant})


@pytest.mark.parametrize("cell", [0.5, 1234.567, 97.5812, 1 / 3])
def test_a_fraction_that_no_lost_dot_explains_is_told_plainly(cell):
    refused = refusal_of(cell)

    assert (refused.code, refused.variant) == ("fraction", "plain")


def test_a_column_is_read_like_its_cells():
    cells = [1, True, 1.0, "1", None, "-", "1,5", -3, "1,5"]

    read = read_count_column(cells)

    assert [each.code if isinstance(each, CellRefused) else each for each in read] == [
        1, "not_a_count", 1, 1, None, None, "ambiguous_number", "negative", "ambiguous_number"
    ]  # fmt: skip


@given(CELLS)
def test_no_cell_raises_anything_but_a_refusal(cell):
    try:
        count = read_count(cell)
    except CellRefused:
        return

    assert count is None or 0 <= count <= LARGEST


@given(st.integers(0, LARGEST), st.sampled_from(["", ".", " ", "\u00a0", "\u2009", "\u202f"]))
def test_a_count_is_read_back_as_it_was_written(count, separator):
    written = f"{count:,}".replace(",", separator)

    assert read_count(written) == count


@given(st.integers(0, LARGEST))
def test_a_count_is_read_back_from_a_float(count):
    assert read_count(float(count)) == count
