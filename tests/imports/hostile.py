"""Builds workbooks by hand, sound ones and hostile ones, down to the bytes that no library would write."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = f"""{DECLARATION}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
SECTOR = 512
END_OF_CHAIN, FREE, TABLE_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    """Return a zip of the parts, given by name as text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def sheet_xml(rows):
    return f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx_parts(sheets):
    """Return the parts of an xlsx with these sheets, by name the XML of each."""
    numbered = list(enumerate(sheets.items(), 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in numbered)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{related}</Relationships>",
    } | {f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered}


def xlsx(rows):
    """Return an xlsx with one sheet, given as the XML of its rows."""
    return zipped(xlsx_parts({"Data": sheet_xml(rows)}))


def ods_content(rows):
    return (
        f'{DECLARATION}<office:document-content {ODS_SPACES} {CALCEXT} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def ods(rows, *, content=None, manifest=""):
    """Return an ods with one sheet, given as the XML of its rows, or with this content.xml."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "content.xml": content or ods_content(rows),
            "META-INF/manifest.xml": f'{DECLARATION}<m:manifest xmlns:m="{space}">{manifest}</m:manifest>',
        }
    )


def ods_row(*cells, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_number(value, *, repeated=1):
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="float"'
        f' office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    )


def ole(streams):
    """Return an OLE2 container with these streams, by name the bytes of each."""
    padded = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    table, sectors, entries = [], [], [_entry("Root Entry", 5, END_OF_CHAIN, 0, child=1)]
    for number, (name, body) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else FREE
        entries.append(_entry(name, 2, _chain(table, sectors, body), len(body), right=right))
    directory = _chain(table, sectors, b"".join(entries))
    tables = -(-(len(table) + 8) // (SECTOR // 4))
    first_table = len(table)
    table += [TABLE_SECTOR] * tables
    table += [FREE] * (tables * SECTOR // 4 - len(table))
    places = [first_table + n for n in range(tables)] + [FREE] * (109 - tables)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, 4096,
        END_OF_CHAIN, 0, END_OF_CHAIN, 0, *places,
    )  # fmt: skip
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _chain(table, sectors, body):
    """Append the body to the sectors, link them in the table, and return the first one's number."""
    first = len(sectors)
    count = -(-len(body) // SECTOR)
    sectors += [body[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(body), SECTOR)]
    table += [*range(first + 1, first + count), END_OF_CHAIN]
    return first


def _entry(name, kind, start, size, *, child=FREE, right=FREE):
    letters = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", letters.ljust(64, b"\0"), len(letters), kind, 1, FREE, right, child, start, size
    )


def biff(*records):
    """Return records of an old Excel file, given as pairs of number and body."""
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def xls(*cells, before=()):
    """Return an old Excel file with one sheet of these records, and others before all sheets."""
    begin = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    begin_sheet = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    end = (0x000A, b"")
    name = b"\x04\x00Data"
    start = len(biff(begin, *before, (0x0085, struct.pack("<IH", 0, 0) + name), end))
    listed = (0x0085, struct.pack("<IH", start, 0) + name)
    return ole({"Workbook": biff(begin, *before, listed, end, begin_sheet, *cells, end)})


def xls_number(row, column, value):
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def xls_error(row, column, error):
    return 0x0205, struct.pack("<HHHBB", row, column, 0, error, 1)


def xls_formula_error(row, column, error):
    result = struct.pack("<BxB3xH", 2, error, 0xFFFF)
    return 0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 0)
