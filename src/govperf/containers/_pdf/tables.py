"""A page of pdfium → a sheet: its tables and the lines around them, in reading order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2.raw as pdfium

from govperf.containers._pdf.drawings import Drawing, Turn, draw
from govperf.containers._pdf.lines import Piece, Row, lines_of
from govperf.containers._pdf.paragraphs import paragraphs_of
from govperf.containers._pdf.rules import Box, Lattice, lattices
from govperf.containers._pdf.sheets import Line, Sheet, Table, Text
from govperf.containers._pdf.text import TextLayer
from govperf.containers._pdf.unruled import free_table, opened, stretches_of, with_columns, with_rows
from govperf.errors import ReadError

__all__ = ["sheet_of"]

# A page of a table holds some thousand characters, a full sheet of newspaper some ten thousand.
_MOST_CHARACTERS = 400_000
# The outer part of a page, above and below, where page numbers and running heads stand.
_MARGIN = 0.12
_SAMPLES = 40
# A page with more texts than this is no table that anybody could read without its lines.
_MOST_STRETCHES = 4000
# The room for a Latin letter and the edge of its cell, from the beginning of the letter before, in heights.
_ROOM = 1.5


def sheet_of(page: pdfium.FPDF_PAGE, layer: pdfium.FPDF_TEXTPAGE, number: int) -> Sheet:
    """Read one loaded page. Raises ReadError where it is a picture, or holds more than a page can."""
    if pdfium.FPDFText_CountChars(layer) > _MOST_CHARACTERS:
        raise ReadError(
            f"holds more than {_MOST_CHARACTERS:,} characters", where=f"page {number}", hint="split the page"
        )
    turn = Turn(_quarters(page, layer))
    drawing = draw(page, turn)
    extent = _extent(page, turn)
    text = TextLayer(layer, turn)
    if not text.text or text.text.isspace():
        _refuse_picture(drawing, extent, number)
        return Sheet(number, ())
    tables = _tables(drawing, text)
    return Sheet(number, _blocks(tables, text, extent))


def _quarters(page: pdfium.FPDF_PAGE, layer: pdfium.FPDF_TEXTPAGE) -> int:
    """How the text is turned, by most of its characters: the page's own /Rotate says the same, or nothing.

    pdfium measures angles clockwise, and turns are counted counter-clockwise.
    """
    count = pdfium.FPDFText_CountChars(layer)
    step = max(1, count // _SAMPLES)
    turns = Counter(
        round(-pdfium.FPDFText_GetCharAngle(layer, index) / (math.pi / 2)) % 4
        for index in range(0, count, step)
        if not pdfium.FPDFText_IsGenerated(layer, index)
    )
    return turns.most_common(1)[0][0] if turns else int(pdfium.FPDFPage_GetRotation(page))


def _extent(page: pdfium.FPDF_PAGE, turn: Turn) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return turn.box(box.left, box.bottom, box.right, box.top)


def _refuse_picture(drawing: Drawing, extent: tuple[float, float, float, float], number: int) -> None:
    """A page without text that is covered by a picture, or drawn in outlines, cannot be read."""
    whole = (extent[1] - extent[0]) * (extent[3] - extent[2])
    covered = sum((u1 - u0) * (v1 - v0) for u0, u1, v0, v1 in drawing.pictures)
    if covered > whole / 4 or drawing.shapes > 100:  # noqa: PLR2004
        raise ReadError(
            "the page is a picture, without any text",
            where=f"page {number}",
            hint="have its text recognized (OCR), or ask for the file it was made from",
        )


def _tables(drawing: Drawing, text: TextLayer) -> tuple[Lattice, ...]:
    tables = lattices(drawing.across, drawing.down)
    if not tables and drawing.fills[0]:
        tables = lattices(*drawing.fills)
    if tables and not any(table.across or table.down for table in tables):
        return tables
    stretches = stretches_of(text.extents())
    if len(stretches) > _MOST_STRETCHES:
        return tables
    if not tables:
        table = free_table(stretches)
        return (table,) if table else ()
    return tuple(
        with_columns(opened(table, stretches), stretches)
        if table.across
        else with_rows(table, stretches)
        if table.down
        else table
        for table in tables
    )


def _blocks(
    tables: Sequence[Lattice], text: TextLayer, extent: tuple[float, float, float, float]
) -> tuple[Line | Table, ...]:
    """Tables and lines by their place down the page."""
    cells: list[dict[int, list[Piece]]] = [{} for _ in tables]
    around: list[Piece] = []
    for piece in text.pieces(tables):
        if piece.table < 0:
            around.append(piece)
        else:
            cells[piece.table].setdefault(piece.cell, []).append(piece)
    top, bottom = extent[2], extent[3]
    margin = _MARGIN * (bottom - top)
    placed: list[tuple[float, Line | Table]] = [
        (row.v, Line(row.text.rstrip(), row.v - top, not top + margin <= row.v <= bottom - margin))
        for row in paragraphs_of(lines_of(around, text.right, " "))
    ]
    placed += [
        (table.vs[0], _table(table, found, text)) for table, found in zip(tables, cells, strict=True) if found
    ]
    return tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]))


def _table(lattice: Lattice, cells: dict[int, list[Piece]], text: TextLayer) -> Table:
    rows: list[list[Text | None]] = [[None] * (len(lattice.us) - 1) for _ in lattice.vs[1:]]
    for index, box in enumerate(lattice.boxes):
        rows[box.row][box.column] = _text(box, tuple(lines_of(cells.get(index, ()), text.right)), lattice)
    return Table(lattice.us, tuple(map(tuple, rows)), lattice.open_top, lattice.open_bottom)


def _text(box: Box, lines: Sequence[Row], lattice: Lattice) -> Text:
    if not lines:
        return Text("", box)
    last, edge = lines[-1], lattice.us[box.column + box.colspan]
    height = max(last.height, 1)
    below = (lattice.vs[box.row + box.rowspan] - last.v) / height
    text = "".join(line.text + _end(line, after, edge) for line, after in pairwise(lines)) + last.text
    hidden = any(line.hidden for line in lines)
    return Text(text.rstrip(" "), box, below, (edge - last.end) / height, hidden)


def _end(line: Row, after: Row, edge: float) -> str:
    """What stands between two lines of a cell: a word that had room before the break came after a blank."""
    one, other = line.text[-1], after.text[0]
    words = one.isascii() and other.isascii() and one.isalpha() and other.isalpha()
    return " \n" if words and edge - line.end > _ROOM * line.height else "\n"
