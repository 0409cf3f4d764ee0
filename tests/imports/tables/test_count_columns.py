from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells.counts import read_count_column
from monitoring.imports.findings import CellRefused
from monitoring.imports.tables.count_columns import counts_of
from tests.imports.cell_values import CELLS

NUMBERS = st.sampled_from(
    ["0", "7", "007", "1,2", "1.616", "null", "2147483648", "9" * 5000, "²", "-", "[", None]
)


def plain(counts):
    return [
        (count.code, count.variant, count.details) if isinstance(count, CellRefused) else (type(count), count)
        for count in counts
    ]


@given(st.lists(NUMBERS, max_size=6) | st.lists(st.integers() | st.none()) | st.lists(CELLS))
def test_a_column_says_what_its_cells_say_one_by_one(cells):
    assert plain(counts_of(cells)) == plain(read_count_column(cells))


def test_digits_are_numbers_and_a_dash_says_nothing():
    assert counts_of(["12", "0", "-", None, "1.616"]) == [12, 0, None, None, 1616]
