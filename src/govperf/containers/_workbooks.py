"""Workbooks as XML (.xlsx, ECMA-376 part 1): the number formats and the size of each sheet.

The values come from calamine, which knows neither. The sheets are searched, not parsed: parsing them in
Python would take ten times as long as calamine takes for the values.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final

from attrs import field, frozen

from govperf.containers._archives import Archive
from govperf.containers._markup import local_name, parse_xml
from govperf.containers._number_formats import builtin_format, is_plain
from govperf.errors import ReadError

__all__ = ["Formats", "WorkbookParts"]

# A cell with something in it as all the usual programs write it: place, style, kind; never closed at once.
_CELL: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?[^>/]*>')
_ERROR: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?: s="\d+")? t="e">(?:<f\b[^>]*(?:/>|>[^<]*</f>))?\s*<v>([^<]*)<'
)
_PREFIX: Final = re.compile(rb"<(/?)\w+:(?=(?:c|row|f|v)\b)")
_TAG: Final = re.compile(rb"<(row|c)((?:\s[^>]*?)?)(/?)>")
_ATTRIBUTE: Final = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"'<>]*)[\"']")
_LONG: Final = 9
_PLACE: Final = re.compile(rb"([A-Z]+)(\d+)")


@frozen(slots=True)
class Formats:
    """How the cells of a sheet are shown, and how far it reaches.

    Attributes:
        codes: the number format of each cell (row and column from 0) that has one besides General.
        rows, columns: down to the last row and column with a value.
        errors: what the cells show whose formula failed; calamine leaves them blank.
    """

    codes: dict[tuple[int, int], str]
    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(factory=dict)


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
        sheet = _regular(_plain(self._archive.read(path)))
        cells = _CELL.findall(sheet)
        columns = {letters: _column(letters) for letters in {cell[0] for cell in cells}}
        codes, width = self._codes, max(columns.values(), default=-1) + 1
        shown = {
            (int(row) - 1, columns[letters]): codes[style] for letters, row, style in cells if style in codes
        }
        errors = {
            (int(row) - 1, _column(letters)): text.decode("utf-8", "replace")
            for letters, row, text in (_ERROR.findall(sheet) if b't="e"' in sheet else ())
        }
        return Formats(shown, max(map(int, {cell[1] for cell in cells}), default=0), width, errors)


def _plain(sheet: bytes) -> bytes:
    """The sheet in UTF-8: a document type or another encoding is met only in files made to harm."""
    if b"\0" in sheet[:4]:
        sheet = sheet.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in sheet[:4096]:
        raise ReadError("a document type declaration, as entity bombs have it")
    return sheet


def _regular(sheet: bytes) -> bytes:
    """The sheet with its cell tags as `<c r="A1" s="2" t="e">`, which all the usual programs write anyway."""
    if sheet.count(b"<c ") + sheet.count(b"<c>") == sheet.count(b'<c r="') and b":c " not in sheet:
        return sheet
    row = column = 0

    def rewrite(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        attributes = dict(_ATTRIBUTE.findall(match[2]))
        stated = attributes.get(b"r", b"")
        if match[1] == b"row":
            row, column = _count(stated) or row + 1, 0
            return match[0]
        place = _PLACE.fullmatch(stated)
        column = _column(place[1]) + 1 if place else column + 1
        attributes[b"r"] = stated if place else _letters(column) + b"%d" % row
        written = b"".join(
            b' %s="%s"' % (key, attributes[key]) for key in (b"r", b"s", b"t") if key in attributes
        )
        return b"<c%s%s>" % (written, match[3])

    return _TAG.sub(rewrite, _PREFIX.sub(rb"<\1", sheet))


def _letters(column: int) -> bytes:
    """The letters of a column, from 1."""
    letters = b""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


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


def _style_codes(archive: Archive) -> dict[bytes, str]:
    """The format codes of the styles that show numbers in a way of their own, by the number of the style."""
    if "xl/styles.xml" not in archive:
        return {}
    styles = parse_xml(archive.read("xl/styles.xml"), "xl/styles.xml")
    own: dict[int, str] = {}
    numbers: list[int] = []
    for group in styles:
        if local_name(group) == "numFmts":
            own = {_count(item.get("numFmtId")): item.get("formatCode", "") for item in group}
        elif local_name(group) == "cellXfs":
            numbers = [_count(item.get("numFmtId")) for item in group]
    codes = [own.get(number) or builtin_format(number) for number in numbers]
    return {b"%d" % index: code for index, code in enumerate(codes) if not is_plain(code)}


def _count(text: str | bytes | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0
