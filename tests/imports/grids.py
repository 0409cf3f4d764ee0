"""Sheets written by hand, and what the reader says of them."""

from datetime import date

from monitoring.imports.cells.cells import Merge, Sheet, Workbook, column_number
from monitoring.imports.findings import Finding
from monitoring.imports.judging.judge import History, judge
from monitoring.imports.messages import sentence
from monitoring.imports.reading import RoundSpan, Scope, read_tables
from tests.imports.reference import index, places

ROUND = RoundSpan(1, date(2017, 4, 1))
TODAY = date(2017, 7, 16)
JUNE_6 = date(2017, 6, 6)


def sheet(*rows, name="Sheet1", merges=()):
    return Sheet(name, [list(row) for row in rows], tuple(merge(each) for each in merges))


def merge(text):
    """Return the merge of "A1:B2"."""
    (left, top), (right, bottom) = (place(corner) for corner in text.split(":"))
    return Merge(top, left, bottom, right)


def place(cell):
    letters = cell.rstrip("0123456789")
    return column_number(letters), int(cell[len(letters) :]) - 1


def officer_of(province, as_of=JUNE_6):
    inside = {each.district for each in places() if each.province == province and each.holds_on(TODAY)}
    return Scope(province, frozenset(inside), as_of)


CENTRE = Scope(None, None, JUNE_6)


def read(*sheets, scope=CENTRE, is_csv=False, rounds=(ROUND,), today=TODAY):
    """Read sheets, or the rows of one sheet; every finding must have a sentence."""
    if not isinstance(sheets[0], Sheet):
        sheets = (sheet(*sheets, name=None if is_csv else "Sheet1"),)
    workbook = Workbook(sheets, is_csv)
    reading = read_tables(workbook, index=index(), rounds=list(rounds), today=today, scope=scope)
    assert all(sentence(finding) for finding in reading.findings)
    return reading


def read_csv_text(text, **options):
    rows = [[cell or None for cell in line.split(";")] for line in text.strip("\n").split("\n")]
    return read(*([] if row == [None] else row for row in rows), is_csv=True, **options)


def figures(reading):
    """Return what can be taken, by code of 2017."""
    return {index().code_on(row.district, row.as_of): row.figures for row in reading.reports}


def days(reading):
    return {index().code_on(row.district, row.as_of): row.as_of.isoformat() for row in reading.reports}


def told(reading):
    """Return code, cell and value of each finding."""
    return [(each.code, each.cell, each.value) for each in reading.findings]


def codes(reading):
    return [each.code for each in reading.findings]


def finding(reading, code) -> Finding:
    (found,) = [each for each in reading.findings if each.code == code]
    return found


def judged(rows, **known):
    return judge(rows, History(rounds=[ROUND], **known))
