"""OpenDocument spreadsheets and texts (.ods, .odt, OASIS ODF 1.3 part 3): each cell says in its text how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from attrs import evolve

from govperf.containers._archives import Archive
from govperf.containers._flows import BREAK, Block, Placed, Table
from govperf.containers._markup import local_name, parse_xml
from govperf.containers._tables import MAX_CELLS, Merge, check_size, lay_out
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["read_opendocument", "read_text_document"]

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NESTING: Final = {"section", "list", "list-item", "list-header", "index-body"}
_MANIFEST: Final = "META-INF/manifest.xml"
_GROUPS: Final = {"table-header-rows", "table-row-group", "table-rows"}
_NOT_TEXT: Final = {"annotation", "note", "annotation-end", "title", "desc"}
_MARKS: Final = {"tab": "\t", "line-break": "\n"}


def read_opendocument(archive: Archive) -> Iterator[Grid]:
    """The sheets in order. Raises ReadError if the document is encrypted or damaged."""
    root = _content(archive)
    sheets = (table for body in root.iter() if local_name(body) == "spreadsheet" for table in body)
    tables = (table for table in sheets if table.tag == f"{_TABLE}table")
    for page, table in enumerate(tables, 1):
        yield _read_sheet(table, page, table.get(f"{_TABLE}name", ""))


def read_text_document(archive: Archive) -> list[Block]:
    """The flow of a text. Raises ReadError if the document is encrypted or damaged."""
    root = _content(archive)
    breaks = {
        (style.get(f"{_STYLE}name", ""), side)
        for style in root.iter(f"{_STYLE}style")
        for properties in style
        for side in ("before", "after")
        if properties.get(f"{_FO}break-{side}") == "page"
    }
    bodies = (body for body in root.iter() if body.tag == f"{_OFFICE}text")
    return [block for body in bodies for block in _blocks(body, breaks)]


def _content(archive: Archive) -> Element:
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise ReadError("the file is encrypted", hint="save it without a password")
    return parse_xml(archive.read("content.xml"), "content.xml")


def _blocks(parent: Element, breaks: set[tuple[str, str]]) -> Iterator[Block]:
    for child in parent:
        name = local_name(child)
        style = child.get(f"{_TEXT}style-name", child.get(f"{_TABLE}style-name", ""))
        if (style, "before") in breaks:
            yield BREAK
        if name in {"p", "h"}:
            yield from _lines(child, paged=(style, "before") in breaks)
        elif child.tag == f"{_TABLE}table":
            yield _table(child, breaks)
        elif name in _NESTING:
            yield from _blocks(child, breaks)
        if (style, "after") in breaks:
            yield BREAK


def _lines(paragraph: Element, *, paged: bool) -> list[str]:
    """The lines of a paragraph; none for one that is there only to begin a page."""
    text = _text(paragraph)
    return text.split("\n") if text or not paged else []


def _table(table: Element, breaks: set[tuple[str, str]]) -> Table:
    cells: list[Placed] = []
    height = total = 0
    for row in _rows(table):
        column = 0
        for cell in row:
            times = _count(cell, "number-columns-repeated")
            total += times
            check_size(total + column, 1)
            if local_name(cell) == "table-cell":
                blocks = [block for block in _blocks(cell, breaks) if block is not BREAK]
                spans = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                cells += [
                    Placed(height, column + index, *spans, blocks) for index in range(times if blocks else 0)
                ]
            column += times
        height += 1
    fitted = [
        cell if cell.row + cell.rowspan <= height else evolve(cell, rowspan=height - cell.row)
        for cell in cells
    ]
    return Table(height, fitted)


def _read_sheet(table: Element, page: int, name: str) -> Grid:
    texts: list[list[str]] = []
    merges: list[Merge] = []
    blank = total = 0
    for row in _rows(table):
        cells = _read_row(row, len(texts) + blank, merges)
        times = _count(row, "number-rows-repeated")
        if not cells:
            blank += times
            continue
        total += len(cells) * times
        check_size(total + len(texts) + blank, 1, where=f"sheet {name!r}")
        texts += [[] for _ in range(blank)]
        texts += [cells] * times
        blank = 0
    return lay_out(texts, merges, page=page, name=name)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif local_name(child) in _GROUPS:
            yield from _rows(child)


def _read_row(row: Element, number: int, merges: list[Merge]) -> list[str]:
    """The texts of a row without its closing blanks; merged cells are added to `merges`."""
    texts: list[str] = []
    blank = 0
    for cell in row:
        text = "\n".join(_text(part) for part in cell if part.tag == f"{_TEXT}p")
        times = _count(cell, "number-columns-repeated")
        if not text:
            blank += times
            continue
        check_size(len(texts) + blank + times, 1)
        texts += [""] * blank
        rowspan, colspan = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rowspan * colspan > 1:
            merges.append(Merge(number, len(texts), rowspan, colspan))
        texts += [text] * times
        blank = 0
    return texts


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "s":
            parts.append(" " * min(_number(child.get(f"{_TEXT}c", "1")), 1000))
        elif name in _MARKS:
            parts.append(_MARKS[name])
        elif name not in _NOT_TEXT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _count(element: Element, name: str) -> int:
    return _number(element.get(f"{_TABLE}{name}", "1"))


def _number(text: str) -> int:
    """How often, at least once; so often at most that no product of two is large."""
    return min(max(1, int(text)), MAX_CELLS) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004
