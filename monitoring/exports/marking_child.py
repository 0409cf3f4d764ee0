"""Marks an officer's own xlsx in a process of its own: `python -I -S marking_child.py FOLDER MEMORY SECONDS`.

FOLDER holds openpyxl. A marshalled order (see marking.py) comes on stdin, the workbook leaves on stdout.
A workbook that openpyxl cannot open ends this process with an error, and no other.
"""

import io
import marshal
import re
import resource
import sys
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

RED = "FFFFC9CF"
YELLOW = "FFFFF0C2"
GREY = "FF8A9099"
"""Shades that nobody picks by hand: marks of an earlier correction are known by them, and taken away."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
IDENTITY = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

FUNCTIONS = (
    "SUM|SUBTOTAL|SUMIF|ROUND|ROUNDUP|ROUNDDOWN|IF|IFERROR|AVERAGE|MIN|MAX|COUNT|COUNTA|ABS|INT|AND|OR|NOT"
)
PLAIN_FORMULA = re.compile(
    rf"=(?:(?:{FUNCTIONS})(?=\()|\$?[A-Z]{{1,3}}\$?[0-9]{{1,7}}|\$?[A-Z]{{1,3}}(?=:)|(?<=:)\$?[A-Z]{{1,3}}"
    r"|'[\w .()-]+'!|[0-9.]+|\"[\w .%-]*\"|[-+*/^&=<>(),;: %])+",
    re.IGNORECASE | re.ASCII,
)
"""Sums and the like over cells of the workbook. Another formula may call outside: its value replaces it."""

LARGEST_PART = 200 * 1024 * 1024
"""Bytes; openpyxl writes each sheet to a temporary file first."""

WRITTEN_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^<>]*)><f>([^<]*)</f><v ?/></c>')
MADE_BY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)
"""In the place of what openpyxl writes there: its name and version, which are nobody's business."""

TYPE = re.compile(r' t="[a-z]+"')


def confine(memory: int, seconds: int) -> None:
    """Take from this process what an unlucky file could use to harm the machine."""
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_PART),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # not every system knows every limit
            continue


def mark(order: dict[str, Any]) -> bytes:
    import openpyxl

    content = order["content"]
    book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    own = order["findings"]
    for title in [sheet.title for sheet in book.worksheets if sheet["A1"].value in own["titles"]]:
        del book[title]
    values = None
    if any(cell.data_type == "f" for sheet in book.worksheets for cell in cells_of(sheet)):
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    formulas = {}
    for sheet in book.worksheets:
        told = order["sheets"].get(sheet.title, {})
        wipe_old_marks(sheet, order["author"])
        if values is not None:
            formulas[sheet.title] = keep_plain_formulas(sheet, values[sheet.title])
        cover(sheet, told.get("blank", ()))
        grey(sheet, told.get("fine", ()))
        for cell, sentence in told.get("bad", {}).items():
            colour = YELLOW if cell in told["odd"] else RED
            paint(sheet[cell], colour, sentence, order["author"])
    cover_properties(book)
    add_findings(book, own)
    return with_values(book, formulas)


def wipe_old_marks(sheet: Any, author: str) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet._pivots = []  # Their caches hold copies of cells.
    for cell in cells_of(sheet):
        if cell.fill.fgColor.rgb in (RED, YELLOW):
            cell.fill = PatternFill()
        if cell.font.color is not None and cell.font.color.rgb == GREY:
            cell.font = Font(name=cell.font.name, size=cell.font.size, bold=cell.font.bold)
        if cell.comment is not None:
            wipe_comment(cell, author)
        if cell.data_type == "s" and begins_formula(str(cell.value)):
            cell.quotePrefix = True


def begins_formula(text: str) -> bool:
    """Tell whether a spreadsheet takes a text for a formula when someone types it anew."""
    return text.lstrip(" ").startswith(FORMULA_BEGINS)


def wipe_comment(cell: Any, author: str) -> None:
    if cell.comment.author == author:
        cell.comment = None
    else:
        cell.comment.text = covered(cell.comment.text)
        cell.comment.author = covered(cell.comment.author)


def covered(text: str | None) -> str | None:
    """Return a text without the identity numbers of persons."""
    return IDENTITY.sub("•" * 16, text) if text and IDENTITY.search(text) else text


def cover_properties(book: Any) -> None:
    """Cover what the workbook says of itself: who made it, what it is about."""
    said = book.properties
    if said.creator == "openpyxl":
        said.creator = None
    for name in ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category"):
        setattr(said, name, covered(getattr(said, name)))


def cells_of(sheet: Any) -> list[Any]:
    """Return the cells that stand in the file, without making those between them."""
    return [
        cell for cell in sheet._cells.values() if hasattr(cell, "style_array") or hasattr(cell, "data_type")
    ]


def keep_plain_formulas(sheet: Any, values: Any) -> dict[str, Any]:
    """Return the last value of each formula that stays; the others become their values."""
    kept = {}
    for cell in cells_of(sheet):
        if cell.data_type != "f":
            continue
        value = values[cell.coordinate].value
        if is_plain_formula(cell.value):
            kept[cell.coordinate] = value
        else:
            write(cell, value)
    return kept


def is_plain_formula(formula: Any) -> bool:
    return (
        isinstance(formula, str)
        and PLAIN_FORMULA.fullmatch(formula) is not None
        and not IDENTITY.search(formula)
    )


def write(cell: Any, value: Any) -> None:
    """Put a plain value into a cell: a text stays one, whatever it begins with."""
    if isinstance(value, str):
        cell.value = UNPRINTABLE.sub("\ufffd", value)
        cell.data_type = "s"
        cell.quotePrefix = begins_formula(value)
    else:
        cell.value = value


def cover(sheet: Any, places: Any) -> None:
    """Empty cells that hold what is a person's."""
    from openpyxl.cell.cell import MergedCell

    for place in places:
        cell = sheet[place]
        if not isinstance(cell, MergedCell):
            cell.value = None
            cell.comment = None
            cell.hyperlink = None


def grey(sheet: Any, rows: Any) -> None:
    """Write rows in grey. A font is made once for each style: making one costs more than a cell."""
    from copy import copy

    fine, styles = set(rows), {}
    for cell in cells_of(sheet):
        if cell.row in fine:
            style = tuple(cell._style)
            if style not in styles:
                font = copy(cell.font)
                font.color = GREY
                cell.font = font
                styles[style] = cell._style
            cell._style = copy(styles[style])


def paint(cell: Any, colour: str, sentence: str, author: str) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", fgColor=colour)
    theirs = f"\n\n{cell.comment.text}" if cell.comment is not None else ""
    cell.comment = Comment(UNPRINTABLE.sub("\ufffd", sentence + theirs), author, height=110, width=320)


def add_findings(book: Any, own: dict[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(free_title(book, own["name"]), 0)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row, texts in enumerate((*own["head"], *own["rows"]), start=1):
        for column, text in enumerate(texts, start=1):
            write(sheet.cell(row, column), text)
            if row > len(own["head"]):
                sheet.cell(row, column).alignment = wrapped
    for row in (1, len(own["head"])):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    add_links(sheet, own)
    for letters, width in zip("ABCDE", own["widths"], strict=True):
        sheet.column_dimensions[letters].width = width
    sheet.freeze_panes = f"A{len(own['head']) + 1}"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def add_links(sheet: Any, own: dict[str, Any]) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    for row, place in enumerate(own["links"], start=len(own["head"]) + 1):
        if place:
            cell = sheet.cell(row, own["link_column"])
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = Font(color="FF0563C1", underline="single")


def free_title(book: Any, name: str) -> str:
    taken = {title.casefold() for title in book.sheetnames}
    numbered = [name, *(f"{name} {number}" for number in range(2, 100))]
    return next(title for title in numbered if title.casefold() not in taken)


def with_values(book: Any, formulas: dict[str, dict[str, Any]]) -> bytes:
    """Save, with the last values of formulas: openpyxl forgets them, and a reader would find none."""
    saved, done = io.BytesIO(), io.BytesIO()
    book.save(saved)
    parts = {f"xl/worksheets/sheet{at}.xml": sheet.title for at, sheet in enumerate(book.worksheets, start=1)}
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = MADE_BY.encode() if part == "docProps/app.xml" else old.read(part)
            kept = formulas.get(parts.get(part, ""), {})
            new.writestr(part, put_values(data.decode(), kept, book.epoch).encode() if kept else data)
    return done.getvalue()


def put_values(xml: str, values: dict[str, Any], epoch: Any) -> str:
    def put(found: "re.Match[str]") -> str:
        place, attributes, formula = found.groups()
        kind, text = stored(values.get(place), epoch)
        if text is None:
            return found[0]
        attributes = TYPE.sub("", attributes) + (f" t={quoteattr(kind)}" if kind else "")
        return f'<c r="{place}"{attributes}><f>{formula}</f><v>{escape(text)}</v></c>'

    return WRITTEN_FORMULA.sub(put, xml)


def stored(value: Any, epoch: Any) -> tuple[str, str | None]:
    """Return the type and text by which xlsx keeps the value of a formula."""
    from openpyxl.utils.datetime import to_excel

    if value is None:
        return "", None
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        is_error = value.startswith("#") and value.endswith(("!", "?", "A"))
        return ("e" if is_error else "str"), UNPRINTABLE.sub("\ufffd", value)
    return "", str(value if isinstance(value, int | float) else to_excel(value, epoch))


def main(packages: str, memory: str, seconds: str) -> None:
    sys.path.append(packages)
    import warnings

    warnings.simplefilter("ignore")
    confine(int(memory), int(seconds))
    sys.stdout.buffer.write(mark(marshal.loads(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main(*sys.argv[1:])
