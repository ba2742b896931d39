"""Tables drawn to PDF in the ways in which programs draw them, and files that are broken on purpose."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from attrs import frozen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["FONT", "STYLES", "Sketch", "assemble", "draw", "pdf_of", "raw_pdf"]

_SIZE, _PAD, _LEADING = 10.0, 4.0, 13.0
FONT = "STSong-Light"
_EDGE = 60.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@frozen
class Sketch:
    """A table to be drawn.

    Attributes:
        rows: the texts row by row.
        merges: merged cells as row, column, rows and columns, from 0.
        others: other parts of the table, whose texts make its columns wider.
    """

    rows: Sequence[Sequence[str]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    others: Sequence[Sequence[Sequence[str]]] = ()

    @property
    def covered(self) -> set[tuple[int, int]]:
        """The places that merged cells cover, their first places left out."""
        return {
            (row + down, column + right)
            for row, column, high, wide in self.merges
            for down in range(high)
            for right in range(wide)
            if down or right
        }

    def cells(self) -> Iterable[tuple[int, int, int, int, str]]:
        """Row, column, rows, columns and text of each cell."""
        spans = {(row, column): (high, wide) for row, column, high, wide in self.merges}
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if (row, column) not in self.covered:
                    yield (row, column, *spans.get((row, column), (1, 1)), text)

    def edges(self) -> tuple[list[float], list[float]]:
        """Where the lines lie: columns as wide as their longest line, rows as high as their longest cell."""
        rows = [texts for part in (self.rows, *self.others) for texts in part]
        wides = [max(_width(texts[column]) for texts in rows) for column in range(len(self.rows[0]))]
        highs = [max(text.count("\n") + 1 for text in texts) * _LEADING + 2 * _PAD for texts in self.rows]
        us, vs = [_EDGE], [_EDGE]
        for wide in wides:
            us.append(us[-1] + wide + 2 * _PAD + 6)
        for high in highs:
            vs.append(vs[-1] + high)
        return us, vs


def _width(text: str) -> float:
    return max((pdfmetrics.stringWidth(line, FONT, _SIZE) for line in text.split("\n")), default=0)


def _strokes(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        canvas.line(*line)


def _bars(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    for x, y, wide, high in (
        (x0, y0, x1 - x0, 0.7),
        (x0, y1, x1 - x0, 0.7),
        (x0, y0, 0.7, y1 - y0),
        (x1, y0, 0.7, y1 - y0),
    ):
        canvas.rect(x, y, wide, high, stroke=0, fill=1)


def _frame(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.rect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1, stroke=1, fill=0)


def _fill(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1, stroke=0, fill=1)
    canvas.setFillGray(0)


def _across(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x1, y0)
    canvas.line(x0, y1, x1, y1)


def _sides(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x0, y1)
    canvas.line(x1, y0, x1, y1)


def _nothing(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    pass


def _inner(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    _across(canvas, x0, y0, x1, y1)
    if x0 > _EDGE:
        canvas.line(x0, y0, x0, y1)


STYLES: dict[str, Callable[[Canvas, float, float, float, float], None]] = {
    "strokes": _strokes, "bars": _bars, "frames": _frame, "fills": _fill, "inner": _inner, "across": _across,
    "sides": _sides, "nothing": _nothing,
}  # fmt: skip


def draw(canvas: Canvas, sketch: Sketch, top: float, style: str = "strokes") -> None:
    """Draw a table on the page, with its first line `_EDGE` below `top`."""
    us, vs = sketch.edges()
    cells = list(sketch.cells())
    for row, column, high, wide, _ in cells:
        STYLES[style](canvas, us[column], top - vs[row + high], us[column + wide], top - vs[row])
    canvas.setFont(FONT, _SIZE)
    for row, column, _, _, text in cells:
        for number, line in enumerate(text.split("\n"), 1):
            canvas.drawString(us[column] + _PAD, top - vs[row] - _PAD - number * _LEADING + 3, line)


def pdf_of(
    *sketches: Sketch, style: str = "strokes", turned: int = 0, rotate: int = 0, **options: object
) -> bytes:
    """A file with a page for each table; its content turned by quarters, and the page's own /Rotate set."""
    ends = [sketch.edges() for sketch in sketches]
    width = max(us[-1] for us, _ in ends) + _EDGE
    height = max(vs[-1] for _, vs in ends) + _EDGE
    size = (height, width) if turned % 2 else (width, height)
    canvas = Canvas(file := io.BytesIO(), pagesize=size, **options)
    for sketch in sketches:
        canvas.setPageRotation(rotate)
        canvas.translate(*((0, 0), (height, 0), (width, height), (0, width))[turned])
        canvas.rotate(90 * turned)
        draw(canvas, sketch, height, style)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw_pdf(
    content: bytes = b"", *, pages: str = "<</Type/Pages/Kids[3 0 R]/Count 1>>", filters: int = 0
) -> bytes:
    """A file of one page written by hand, its content packed `filters` times."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = "/Filter[" + "/FlateDecode" * filters + "]" if filters else ""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", pages.encode(), page.encode(),
        f"<</Length {len(content)}{names}>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    return assemble(objects)


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, text in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at)
    return b"".join((*parts, b"xref\n0 %d\n0000000000 65535 f \n" % size, table, end))
