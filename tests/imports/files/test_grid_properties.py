"""No bytes raise anything but FileRefused; what can be read can be said and kept."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.imports.cells.cells import CellError, NoFormulaValue
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused, plain_value
from monitoring.imports.limits import WEB
from monitoring.imports.messages import sentence
from tests.imports import hostile
from tests.soak.mutations import mutated

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMS = [
    "03_cp1252.csv",
    "04_utf16_tab.csv",
    "06_old_excel.xls",
    "07_libreoffice.ods",
    "15_refused_counts.xlsx",
]
KINDS = str | int | float | bool | date | CellError | NoFormulaValue | None


def cells_of(content):
    """Return every cell of what can be read; of what can't, the sentence that says why."""
    try:
        workbook = read_workbook(content, WEB)
    except FileRefused as refused:
        return [sentence(refused.finding)]
    return [cell for sheet in workbook.sheets for row in sheet.rows for cell in row]


def can_be_kept(cell):
    """Whether every database takes the cell as a finding shows it."""
    text = json.dumps(plain_value(cell), ensure_ascii=False, allow_nan=False)
    return "\\u0000" not in text and text.encode() is not None


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(content):
    assert all(isinstance(cell, KINDS) and can_be_kept(cell) for cell in cells_of(content))


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16"]))
def test_no_text_raises_anything_else(text, encoding):
    content = text.encode(encoding, "surrogatepass")

    assert all(isinstance(cell, KINDS) and can_be_kept(cell) for cell in cells_of(content))


@pytest.mark.parametrize("name", FORMS)
def test_no_spoilt_sample_raises_anything_else(name):
    dice = random.Random(name)
    content = (SAMPLES / name).read_bytes()

    cells = [cell for _ in range(15) for cell in cells_of(mutated(content, dice))]

    assert all(isinstance(cell, KINDS) and can_be_kept(cell) for cell in cells)


VALUES = st.one_of(
    st.integers(-(10**15), 10**15).map(lambda number: (f"<v>{number}</v>", number)),
    st.just(("", None)),
    st.sampled_from(["KAB. BANDUNG", "1.234", "\u00a0x"]).map(lambda text: (f"<is><t>{text}</t></is>", text)),
)


@settings(max_examples=15)
@given(st.lists(st.lists(VALUES, max_size=6), max_size=6))
def test_what_stands_in_a_sheet_is_read(grid):
    rows = "".join(
        "<row>"
        + "".join(f'<c t="{"inlineStr" if "<is" in xml else "n"}">{xml}</c>' for xml, _ in row)
        + "</row>"
        for row in grid
    )

    read = read_workbook(hostile.xlsx(rows), WEB).sheets[0].rows

    assert read == trimmed([[value for _, value in row] for row in grid])


def trimmed(rows):
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
