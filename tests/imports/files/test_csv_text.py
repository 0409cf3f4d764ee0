import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import WEB

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HEADER = ["KAB/KOTA", "TERCETAK", "RUSAK"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


def rows_of(content, limits=WEB):
    if isinstance(content, str):
        content = content.encode()
    return read_workbook(content, limits).sheets[0].rows


def refusal(content, limits=WEB):
    with pytest.raises(FileRefused) as refused:
        rows_of(content, limits)
    return refused.value.finding.code, refused.value.finding.variant


def written(rows, *, delimiter, ending="\r\n"):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return file.getvalue()


def test_a_csv_is_one_sheet_without_a_name_and_all_its_values_are_text():
    workbook = read_workbook(b"KAB/KOTA,TERCETAK\nKAB. BANDUNG,5\n", WEB)

    assert workbook.is_csv
    assert [(sheet.name, sheet.rows, sheet.merges) for sheet in workbook.sheets] == [
        (None, [["KAB/KOTA", "TERCETAK"], ["KAB. BANDUNG", "5"]], ())
    ]


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_form_reads_the_same(encoding, delimiter, ending):
    text = written(
        [HEADER, ["KAB. “É”", "1.234", ""], ["KOTA X", "", "5"]], delimiter=delimiter, ending=ending
    )
    mark = "\ufeff" if encoding == "utf-16-be" else ""

    rows = rows_of((mark + text).encode(encoding))

    assert rows == [HEADER, ["KAB. “É”", "1.234"], ["KOTA X", None, "5"]]


def test_blank_lines_count_as_rows_and_line_breaks_in_quotes_do_not():
    rows = rows_of('\r\nKAB/KOTA,"SISA\r\nBLANGKO"\r\n\r\nKAB. BANDUNG,5\r\n\r\n')

    assert rows == [[], ["KAB/KOTA", "SISA\r\nBLANGKO"], [], ["KAB. BANDUNG", "5"]]


def test_lines_of_delimiters_alone_are_blank_rows():
    assert rows_of("A;B;C\n;;\n1;2;3\n;;\n") == [["A", "B", "C"], [], ["1", "2", "3"]]


@pytest.mark.parametrize(
    "line", ["sep=;\r\n", "sep=;\n", "SEP=;\r", '"sep=;"\n', "\ufeffsep=;\n", "sep=;;;;\n"]
)
def test_a_sep_line_is_obeyed_and_not_counted(line):
    assert rows_of(line + "A,B;C,D\n1,2;3,4\n") == [["A,B", "C,D"], ["1,2", "3,4"]]


def test_a_sep_line_may_name_any_character():
    assert rows_of("sep=|\nA|B\n1|2\n") == [["A", "B"], ["1", "2"]]
    assert rows_of("sep=\t\nA\tB\n1\t2\n") == [["A", "B"], ["1", "2"]]
    assert rows_of("sep=\nA;B\n1;2\n") == [["A", "B"], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (
            "Laporan, posisi 6 Juni 2017, Bandung\n\nKAB/KOTA;TERCETAK\nKAB. BANDUNG;5\n",
            ["KAB/KOTA", "TERCETAK"],
        ),
        ("a, b\nc, d\ne, f\ng, h\n\nKAB/KOTA;TERCETAK;RUSAK\nX;1;2\n", ["KAB/KOTA", "TERCETAK", "RUSAK"]),
        (
            "KAB/KOTA;CETAK;RUSAK\nX;1,234,567;2,345,678\nY;3,234,567;4,345,678\n",
            ["KAB/KOTA", "CETAK", "RUSAK"],
        ),
        ("KAB/KOTA;TERCETAK\nBANDUNG, KAB;5\nBOGOR, KAB;6\n", ["KAB/KOTA", "TERCETAK"]),
        ("KAB/KOTA\tTERCETAK\nBANDUNG, KAB\t5\nBOGOR, KAB; KOTA\t6\n", ["KAB/KOTA", "TERCETAK"]),
        ('KAB/KOTA,TERCETAK\n"BANDUNG; KAB",5\n"BOGOR; KAB",6\n', ["KAB/KOTA", "TERCETAK"]),
        ("KAB/KOTA,TERCETAK\nKAB. BANDUNG; JABAR,5\n", ["KAB/KOTA", "TERCETAK"]),
        ("KAB/KOTA;PERSEN\nX;1,5\nY;2,5\nZ;3,5\n", ["KAB/KOTA", "PERSEN"]),
    ],
)
def test_the_delimiter_is_that_of_the_table(text, header):
    assert header in rows_of(text)


@pytest.mark.parametrize("content", [b"A,B\nKAB\0BANDUNG,5\n", "A,B\nKAB\0BANDUNG,5\n".encode("utf-16")])
def test_letters_that_no_database_keeps_are_shown_as_such(content):
    assert rows_of(content) == [["A", "B"], ["KAB\ufffdBANDUNG", "5"]]


def test_a_lone_surrogate_is_shown_as_such():
    content = b"\xff\xfe" + "A,B\n".encode("utf-16-le") + b"\x00\xd8" + ",5".encode("utf-16-le")

    assert rows_of(content) == [["A", "B"], ["\ufffd", "5"]]


def test_bytes_that_are_no_utf8_are_taken_for_windows():
    assert rows_of(b"A,B\n\x93KAB\x94\xa0X,\x81\n") == [["A", "B"], ["“KAB”\u00a0X", "\ufffd"]]


def test_a_quote_that_is_never_closed_is_not_half_read():
    assert refusal('KAB/KOTA,TERCETAK\n"KAB. BANDUNG,5\nKAB. BOGOR,6\n') == ("unreadable", "")


def test_a_field_that_never_ends_is_refused():
    assert refusal("A,B\n" + "x" * 200_000 + ",5\n") == ("unreadable", "")


def test_the_limits_hold_for_text_too():
    few = replace(WEB, rows=100)
    header, rows = "KAB/KOTA,TERCETAK\n", "KAB. BANDUNG,5\n"

    assert len(rows_of(header + rows * 100, few)) == 101
    assert refusal(header + rows * 101, few) == ("too_large", "rows")
    assert refusal(header + rows * 9999, few) == ("too_large", "rows")
    assert refusal("a," * 10_000 + "a\n") == ("too_large", "columns")
    assert refusal("a" + "," * 10_000 + "a\n") == ("too_large", "cells")
    assert refusal("a,b\n" + "\n" * 1_000_000 + "c,d\n") == ("too_large", "cells")


def test_empty_columns_and_rows_at_the_end_cost_nothing():
    assert rows_of("A,B" + "," * 300 + "\n1,2\n" + ("," * 300 + "\n") * 3000, replace(WEB, rows=10)) == [
        ["A", "B"],
        ["1", "2"],
    ]


def test_every_sample_is_read():
    widths = {path.name: max(map(len, rows_of(path.read_bytes()))) for path in SAMPLES.glob("*.csv")}

    assert widths == {
        "02_semicolon_bom.csv": 10,
        "03_cp1252.csv": 4,
        "04_utf16_tab.csv": 5,
        "05_tabs.csv": 5,
        "35_daily_long.csv": 9,
        "39_shifted_row.csv": 4,
    }


# Without the control characters, of which a text has none, and a few make the file binary.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t")
WESTERN_LETTERS = st.characters(codec="cp1252", exclude_categories=["Cc"])
NO_DELIMITERS = str.maketrans(",;\t", "   ")


def trimmed(rows):
    """Return the rows as the reader gives them: None for empty, nothing empty at the ends."""
    rows = [[cell or None for cell in row] for row in rows]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@given(
    rows=st.lists(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=5), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
)
def test_whatever_was_written_with_a_sep_line_reads_back_the_same(rows, delimiter):
    content = (f"sep={delimiter}\r\n" + written(rows, delimiter=delimiter)).encode("utf-8")

    assert rows_of(content) == trimmed(rows)


@given(
    rows=st.lists(st.lists(st.text(WESTERN_LETTERS, max_size=12), min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(ENCODINGS),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_reads_back_the_same_in_every_form(rows, delimiter, encoding, ending):
    rows = [[cell.translate(NO_DELIMITERS) for cell in row] for row in rows]
    text = written([HEADER, *rows], delimiter=delimiter, ending=ending)
    assume(encoding != "cp1252" or not is_other_text_in_utf8(text))

    read = rows_of(text.encode(encoding))

    assert read == trimmed([HEADER, *rows])


def is_other_text_in_utf8(text):
    """Whether nobody could tell the text in cp1252 from another one in UTF-8: “Ã©” and é."""
    try:
        return text.encode("cp1252").decode() != text
    except UnicodeDecodeError:
        return False
