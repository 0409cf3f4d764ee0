"""Which part of an xlsx holds which sheet."""

import posixpath
from collections.abc import Iterable
from xml.parsers import expat

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def sheet_names(workbook: Iterable[bytes], relations: Iterable[bytes]) -> dict[str, str]:
    """Return the sheet's name for each part, by the part's plain name. Raises expat.ExpatError."""
    parts = {
        attributes.get("Id", ""): _part_name(attributes.get("Target", ""))
        for attributes in _elements(relations, "Relationship")
    }
    sheets = _elements(workbook, "sheet")
    return {parts.get(_relation(sheet), ""): sheet.get("name", "") for sheet in sheets}


def _part_name(target: str) -> str:
    """Return the plain name of a part: a target is relative to the workbook, or begins with a slash."""
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/").lower()


def _relation(sheet: dict[str, str]) -> str:
    """Return r:id, whatever the prefix."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _elements(chunks: Iterable[bytes], wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition("}")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return found
