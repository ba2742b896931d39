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
from govperf.containers._tables import check_size
from govperf.errors import ReadError

__all__ = ["Formats", "WorkbookParts"]

# A cell as all the usual programs write it: place, style, kind; closed at once if nothing is in it.
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>/]*(/?)>')
_CELL_TAG: Final = re.compile(rb"<c(?=[\s/>])")
# A cell that is not so, or beyond 26 columns and 9,999 rows.
_UNUSUAL: Final = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]\d{1,4}"[^<>/]*/?>)')
_STYLED: Final = rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: \w+="[^"<]*")*? s="(%s)"'
_ERROR: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="\d+")? t="e">(?:<f\b[^<>]*(?:/>|>[^<]*</f>))?\s*<v>([^<]*)<'
)
_PREFIX: Final = re.compile(rb"<(/?)\w+:(?=(?:c|row|f|v)\b)")
_TAG: Final = re.compile(rb"<(row|c)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE: Final = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"'<>]*)[\"']")
_PLACE: Final = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
# The start of the table of texts, and the counts in it.
_TEXTS: Final = re.compile(rb"""(<(?:\w+:)?sst\b)((?:[^>"']|"[^"]*+"|'[^']*+')*+)>""")
_TAME_COUNT: Final = re.compile(rb'[^"\']*(?:"(?![^"]*\d{8})[^"]*"[^"\']*)*')
_ANY_COUNT: Final = re.compile(rb"""\b\w*[cC]ount\s*=\s*(?:"[^"]*"|'[^']*')""")
_MOST_COLUMNS: Final = 16_384
_LONG: Final = 9
_FEW: Final = 16


@frozen(slots=True)
class Formats:
    """How the cells of a sheet are shown, and how far it reaches.

    Attributes:
        codes: the number format of each cell (row and column from 0) that has one besides General.
        errors: what the cells show whose formula failed; calamine leaves them blank.
    """

    codes: dict[tuple[int, int], str]
    errors: dict[tuple[int, int], str] = field(factory=dict)


class WorkbookParts:
    """What a workbook says of how its cells are shown, every sheet in it checked for its size.

    Attributes:
        data: the bytes of the workbook, ready for calamine: sheets with unusual tags are rewritten, so that
            both see the same cells.
    """

    def __init__(self, archive: Archive, data: bytes) -> None:
        """Look through all parts; raises ReadError if one is damaged or a sheet too large."""
        self._codes = _style_codes(archive)
        styles = b"|".join(self._codes) if len(self._codes) <= _FEW else rb"\d{1,6}"
        self._styled = re.compile(_STYLED % styles) if self._codes else None
        self._formats: dict[str, Formats] = {}
        self._paths = _sheet_paths(archive)
        rewritten: dict[str, bytes] = {}
        for path in archive.names:
            part = archive.read(path)
            tame = _tame(part)
            # Whatever holds cells is checked, since calamine may find sheets that we do not.
            if b"sheetData" in part:
                tame = _regular(_plain(tame), path)
                self._formats[path] = self._look_at(tame)
            if tame is not part:
                rewritten[path] = tame
        self.data = archive.replace(rewritten) if rewritten else data

    def formats(self, name: str) -> Formats:
        """How the cells of the sheet of this name are shown; raises ReadError if it has no rows of cells."""
        path = self._paths.get(name, "")
        if path not in self._formats:
            raise ReadError("the workbook is damaged: a sheet has no cells", where=f"sheet {name!r}")
        return self._formats[path]

    def _look_at(self, sheet: bytes) -> Formats:
        codes = self._codes
        styled = [cell for cell in self._styled.findall(sheet) if cell[2] in codes] if self._styled else []
        columns = {letters: _column(letters) for letters in {cell[0] for cell in styled}}
        shown = {(int(row) - 1, columns[letters]): codes[style] for letters, row, style in styled}
        errors = {
            (int(row) - 1, _column(letters)): text.decode("utf-8", "replace")
            for letters, row, text in (_ERROR.findall(sheet) if b't="e"' in sheet else ())
        }
        return Formats(shown, errors)


def _tame(part: bytes) -> bytes:
    """The part without the counts of texts, if they are absurd: calamine asks memory for so many at once."""
    start = _TEXTS.search(part) if b"sst" in part else None
    if start is None or (_TAME_COUNT.fullmatch(start[2]) and b"&" not in start[2]):
        return part
    return _TEXTS.sub(lambda match: match[1] + _ANY_COUNT.sub(b"", match[2]) + b">", part)


def _plain(sheet: bytes) -> bytes:
    """The sheet, if it is such as office programs write; others are made to harm."""
    if b"\0" in sheet[:4] or b"<!DOCTYPE" in sheet[:4096] or b"<!ENTITY" in sheet[:4096]:
        raise ReadError("a sheet with a document type declaration, as entity bombs have it, or in UTF-16")
    return sheet


def _regular(sheet: bytes, path: str) -> bytes:
    """The sheet with its cell tags as `<c r="A1" s="2" t="e">`; raises ReadError if its cells reach too far.

    calamine makes room for all positions up to the last cell. Sheets that are usual and small, as nearly all are, are
    told so by one look, at a third of the cost.
    """
    check_size(sheet.count(b"<c"), 1)
    if b":c" not in sheet and not _UNUSUAL.search(sheet):
        return sheet
    cells = _CELL.findall(sheet)
    if len(cells) != len(_CELL_TAG.findall(sheet)) or b":c" in sheet:
        sheet = _rewrite(sheet)
        cells = _CELL.findall(sheet)
    filled = {(letters, row) for letters, row, end in cells if not end}
    height = max(map(int, {row for _, row in filled}), default=0)
    width = max(map(_column, {letters for letters, _ in filled}), default=-1) + 1
    check_size(height, width, where=path)
    return sheet


def _rewrite(sheet: bytes) -> bytes:
    """Cells that state no place follow each other (ECMA-376 part 1, 18.3.1.4), and rows too."""
    row = column = 0

    def rewrite(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        attributes = dict(_ATTRIBUTE.findall(match[2]))
        stated = attributes.get(b"r", b"")
        if match[1] == b"row":
            row, column = _count(stated) or row + 1, 0
            return b'<row r="%d"%s>' % (row, match[3])
        place = _PLACE.fullmatch(stated)
        column = _column(place[1]) + 1 if place else column + 1
        if column > _MOST_COLUMNS:
            raise ReadError(f"too large to be a table: a row of more than {_MOST_COLUMNS:,} cells")
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
