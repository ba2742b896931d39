"""Grids written as a Word document: landscape A4, a ruled table, heads repeated on each page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from govperf.containers._flows import split_plain_lines
from govperf.containers._printing import Outline, column_widths, is_number, line_side, outline
from govperf.containers._tables import normalize
from govperf.errors import missing_extra
from govperf.grid import Cell, Grid

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write_document"]

_NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LONG_SIDE, _SHORT_SIDE, _MARGIN = 297.0, 210.0, 15.0
_TWIPS: Final = 1440 / 25.4
_CHARACTERS: Final = 140.0
_MOST_COLUMNS: Final = 63
_FONT: Final = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NO_BORDERS: Final = "<w:tcBorders>{}</w:tcBorders>".format(
    "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
)
_LAST_LINE: Final = _NO_BORDERS.replace('<w:bottom w:val="nil"/>', "")


def write_document(grids: Sequence[Grid]) -> bytes:
    """The bytes of the document; raises MissingExtraError without python-docx."""
    try:
        from docx import Document
        from docx.oxml import parse_xml
    except ImportError as error:
        raise missing_extra("writing Word documents", "docx") from error
    document = Document()
    _set_up_page(document)
    body = document.element[0]
    for index, grid in enumerate(map(normalize, grids)):
        for xml in _blocks(grid, is_first=index == 0):
            body.insert(len(body) - 1, parse_xml(xml))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up_page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG_SIDE), Mm(_SHORT_SIDE)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _blocks(grid: Grid, *, is_first: bool) -> Iterator[str]:
    """The paragraphs and the table of a grid."""
    before, table, after = split_plain_lines(grid)
    title = next((row for row in before.rows if row), None)
    if not is_first:
        yield _paragraph("", "", extra='<w:r><w:br w:type="page"/></w:r>')
    for row in before:
        text = row[0].text if row else ""
        kind = "title" if row is title and table.rows else line_side(text)
        yield _paragraph(text, kind)
    if table.rows:
        yield _table(table)
    for row in after:
        yield _paragraph(row[0].text if row else "", "left")


def _paragraph(text: str, kind: str, *, extra: str = "") -> str:
    side = "center" if kind in {"title", "head", "center"} else "right" if kind == "right" else "left"
    size, bold = (32 if kind == "title" else 21), "<w:b/>" * (kind in {"title", "head"})
    spacing = '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="atLeast"/>'
    return (
        f'<w:p {_NAMESPACE}><w:pPr>{spacing}<w:jc w:val="{side}"/></w:pPr>'
        f"{_run(text, size, bold)}{extra}</w:p>"
    )


def _run(text: str, size: int, bold: str) -> str:
    if not text:
        return ""
    marks = "<w:br/>".join(_line(line) for line in text.split("\n"))
    return f'<w:r><w:rPr>{_FONT}{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{marks}</w:r>'


def _line(line: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' * bool(piece) for piece in line.split("\t"))
    return "<w:tab/>".join(pieces)


def _table(grid: Grid) -> str:
    parts = outline(grid)
    widths = _widths(grid, parts.width)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(grid, parts, widths))
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _widths(grid: Grid, width: int) -> list[int]:
    """The widths in twentieths of a point, filling the page."""
    shares = column_widths(grid, width, _CHARACTERS)
    room = (_LONG_SIDE - 2 * _MARGIN) * _TWIPS
    return [int(share / sum(shares) * room) for share in shares]


def _rows(grid: Grid, parts: Outline, widths: list[int]) -> Iterator[str]:
    """The rows: a cell merged downwards is continued in each row that it reaches over."""
    running: dict[int, tuple[int, Cell]] = {}
    for index, row in enumerate(grid):
        kind, borders = _kind(index, parts), _borders(index, parts)
        cells: list[str] = []
        column = 0
        while column < parts.width:
            end, above = running.get(column, (0, None))
            goes_on = above is not None and index < end
            cell = above if goes_on else row[column] if column < len(row) else None
            if cell is not None and not goes_on and cell.rowspan > 1:
                running[column] = (index + cell.rowspan, cell)
            colspan = 1 if cell is None else cell.colspan
            cells.append(
                _cell(cell, kind, (sum(widths[column : column + colspan]), borders), goes_on=goes_on)
            )
            column += colspan
        head = "<w:tblHeader/>" if kind == "head" and parts.table == 0 else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _kind(index: int, parts: Outline) -> str:
    if parts.table <= index < parts.notes:
        return "head" if index < parts.body else "body"
    return "title" if index == 0 else "line"


def _borders(index: int, parts: Outline) -> str:
    """What takes the rules off a line of its own that stands in the table because it is merged."""
    if parts.table <= index < parts.notes:
        return ""
    return _LAST_LINE if index == parts.table - 1 else _NO_BORDERS


def _cell(cell: Cell | None, kind: str, look: tuple[int, str], *, goes_on: bool) -> str:
    """A cell with its width and borders."""
    width, borders = look
    colspan = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell and cell.colspan > 1 else ""
    merge = ""
    if cell is not None and cell.rowspan > 1:
        merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    text = "" if cell is None or goes_on else cell.text
    if kind not in {"head", "title"}:
        kind = "right" if is_number(text) else line_side(text) if kind == "line" else kind
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{colspan}{merge}{borders}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text, kind)}</w:tc>"
