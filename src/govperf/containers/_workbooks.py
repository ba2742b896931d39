"""Workbooks as XML (.xlsx, ECMA-376 part 1): the number formats and the size of each sheet.

The values come from calamine, which knows neither. The sheets are searched, not parsed: parsing them in
Python would take ten times as long as calamine takes for the values.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final

from govperf.containers._archives import Archive
from govperf.containers._biff import Formats, builtin_format
from govperf.containers._markup import local_name, parse_xml
from govperf.containers._number_formats import is_plain
from govperf.errors import ReadError

__all__ = ["WorkbookParts"]

_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+)(\d+)\"[^>/]*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_BARE: Final = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br=)[^>/]*>)")
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]+)(\d+)\"[^>/]*>"
    rb"(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)
_STYLED: Final = rb"<(?:\w+:)?c\s(?=[^>]*\bs=\"(?:%s)\")[^>]*?\br=\"([A-Z]+)(\d+)\"[^>]*?\bs=\"(\d+)\""
_STYLED_FIRST: Final = rb"<(?:\w+:)?c\s[^>]*?\bs=\"(%s)\"[^>]*?\br=\"([A-Z]+)(\d+)\""


class WorkbookParts:
    """The parts of a workbook that say how its cells are shown."""

    def __init__(self, archive: Archive) -> None:
        """Find the sheets and read the formats of styles."""
        self._archive = archive
        self._paths = _sheet_paths(archive)
        self._codes = _style_codes(archive)

    def formats(self, name: str) -> Formats:
        """How the cells of this sheet are shown."""
        path = self._paths.get(name)
        if path is None or path not in self._archive:
            return Formats({})
        sheet = _plain(self._archive.read(path))
        rows, columns = _size(sheet)
        errors = {
            (int(row) - 1, _column(column)): text.decode("utf-8", "replace")
            for column, row, text in (_ERROR.findall(sheet) if b't="e"' in sheet else ())
        }
        return Formats(self._find_codes(sheet), rows, columns, errors)

    def _find_codes(self, sheet: bytes) -> dict[tuple[int, int], str]:
        if not self._codes:
            return {}
        wanted = b"|".join(b"%d" % style for style in self._codes)
        found = re.compile(_STYLED % wanted).findall(sheet)
        found += [
            (column, row, style) for style, column, row in re.compile(_STYLED_FIRST % wanted).findall(sheet)
        ]
        return {
            (int(row) - 1, _column(column)): self._codes[int(style)]
            for column, row, style in found
            if int(style) in self._codes
        }


def _plain(sheet: bytes) -> bytes:
    """The sheet in UTF-8: a document type or another encoding is met only in files made to harm."""
    if b"\0" in sheet[:4]:
        sheet = sheet.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in sheet[:4096]:
        raise ReadError("a document type declaration, as entity bombs have it")
    return sheet


def _size(sheet: bytes) -> tuple[int, int]:
    """How many rows and columns reach down to the last cell with a value."""
    found = _CELL.findall(sheet)
    rows = max(map(int, {row for _, row in found}), default=0)
    columns = max(map(_column, {column for column, _ in found}), default=-1) + 1
    if _BARE.search(sheet):
        parts = _ROW.split(sheet)
        rows = max(rows, len(parts) - 1)
        columns = max(columns, *(part.count(b"<c") for part in parts))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_paths(archive: Archive) -> dict[str, str]:
    relations = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in parse_xml(archive.read("xl/_rels/workbook.xml.rels"), "xl/_rels/workbook.xml.rels")
    }
    workbook = parse_xml(archive.read("xl/workbook.xml"), "xl/workbook.xml")
    return {
        sheet.get("name", ""): relations.get(_relation_id(sheet.attrib), "")
        for sheet in workbook.iter()
        if local_name(sheet) == "sheet"
    }


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith("}id")), "")


def _style_codes(archive: Archive) -> dict[int, str]:
    """The format codes of the styles that show numbers in a way of their own."""
    if "xl/styles.xml" not in archive:
        return {}
    styles = parse_xml(archive.read("xl/styles.xml"), "xl/styles.xml")
    own: dict[int, str] = {}
    numbers: list[int] = []
    for group in styles:
        if local_name(group) == "numFmts":
            own = {_number(item.get("numFmtId")): item.get("formatCode", "") for item in group}
        elif local_name(group) == "cellXfs":
            numbers = [_number(item.get("numFmtId")) for item in group]
    codes = [own.get(number) or builtin_format(number) for number in numbers]
    return {index: code for index, code in enumerate(codes) if not is_plain(code)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
