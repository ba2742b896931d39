"""A page of pdfium → a sheet: its tables and the lines around them, in reading order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pypdfium2.raw as pdfium
from attrs import evolve

from govperf.containers._pdf.drawings import Drawing, Turn, draw
from govperf.containers._pdf.lines import Piece, Row, lines_of
from govperf.containers._pdf.rules import Box, Lattice, lattices
from govperf.containers._pdf.sheets import Line, Sheet, Table, Text
from govperf.containers._pdf.text import TextLayer
from govperf.errors import ReadError

__all__ = ["sheet_of"]

# A page of a table holds some thousand characters, a full sheet of newspaper some ten thousand.
_MOST_CHARACTERS = 400_000
# The outer part of a page, above and below, where page numbers and running heads stand.
_MARGIN = 0.12
_SAMPLES = 40
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
    return tuple(table if table.ruled else _with_columns(table, text) for table in tables)


def _with_columns(table: Lattice, text: TextLayer) -> Lattice:
    """Columns by the gaps in the text of a table that has rules between its rows only."""
    stretches: dict[int, list[tuple[float, float]]] = {}
    for index, mark in enumerate(text.text):
        if mark.isspace():
            continue
        u0, u1, v0, v1 = text.box(index)
        if table.holds((u0 + u1) / 2, (v0 + v1) / 2):
            stretches.setdefault(table.owner((u0 + u1) / 2, (v0 + v1) / 2), []).append((u0, u1))
    rows = [tuple(_joined(parts, 6)) for parts in stretches.values()]
    parts = tuple(_joined((part for row in rows if len(row) > 1 for part in row), 1))
    gaps = [(before[1] + after[0]) / 2 for before, after in pairwise(parts) if after[0] - before[1] >= 3]  # noqa: PLR2004
    if not gaps:
        return table
    us = (table.us[0], *gaps, table.us[-1])
    columns = len(us) - 1
    boxes = tuple(Box(row, at, 1, 1) for row in range(len(table.vs) - 1) for at in range(columns))
    owners = tuple(tuple(range(row * columns, (row + 1) * columns)) for row in range(len(table.vs) - 1))
    return evolve(table, us=us, boxes=boxes, owners=owners)


def _joined(parts: Iterable[tuple[float, float]], gap: float) -> Iterator[tuple[float, float]]:
    """Stretches that overlap, or lie nearer than `gap`, made one."""
    start = end = None
    for left, right in sorted(parts):
        if start is None or end is None:
            start, end = left, right
        elif left - end < gap:
            end = max(end, right)
        else:
            yield start, end
            start, end = left, right
    if start is not None and end is not None:
        yield start, end


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
        for row in lines_of(around, text.right, " ")
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
