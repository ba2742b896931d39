"""The ruling lines drawn on a page of pdfium: stroked paths, thin filled rectangles, framed cells."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TypeAlias

import pypdfium2.raw as pdfium
from attrs import define, field

from govperf.containers._pdf.rules import Rule

__all__ = ["Drawing", "Turn", "clip_of", "draw"]

# A filled shape no thicker than this is a line.
_THIN = 3.0
# A line shorter than this is a dash or part of a letter.
_SHORT = 5.0
_DEEPEST = 5
# What is beyond so many shapes, or so many sides of a shape, is a map or a drawing and no table.
_MOST_SHAPES = 40_000
_MOST_OBJECTS = 1_000_000
_Object: TypeAlias = pdfium.FPDF_PAGEOBJECT


class Turn:
    """Turns points of the page, whose y goes up, so that u runs along the text and v downwards."""

    __slots__ = ("quarters", "swapped", "uy", "vx")

    def __init__(self, quarters: int) -> None:
        """For text that is turned by so many quarters of a circle, counter-clockwise."""
        cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
        self.quarters = quarters
        self.swapped = cosine == 0
        self.uy, self.vx = (sine, sine) if self.swapped else (cosine, -cosine)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """The point as u and v."""
        return (self.uy * y, self.vx * x) if self.swapped else (self.uy * x, self.vx * y)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A rectangle as its smallest and greatest u, and its smallest and greatest v."""
        (u0, v0), (u1, v1) = self(left, bottom), self(right, top)
        return min(u0, u1), max(u0, u1), min(v0, v1), max(v0, v1)


@define(slots=True)
class Drawing:
    """What is drawn on a page besides text.

    Attributes:
        across: rules along the text.
        down: rules at right angles to it.
        fills: edges of filled rectangles, across and down; used where nothing else is drawn.
        pictures: boxes of pictures, as u0, u1, v0, v1.
        shapes: how many paths there are that are no rules, as letters turned into outlines.
        seen: how many objects were looked at.
    """

    turn: Turn
    across: list[Rule] = field(factory=list)
    down: list[Rule] = field(factory=list)
    fills: tuple[list[Rule], list[Rule]] = field(factory=lambda: ([], []))
    pictures: list[tuple[float, float, float, float]] = field(factory=list)
    shapes: int = 0
    seen: int = 0

    def has_room(self) -> bool:
        """Whether one more object may be looked at."""
        self.seen += 1
        return self.seen <= _MOST_SHAPES

    def add(self, u0: float, u1: float, v0: float, v1: float) -> None:
        """Add a thin box as a rule, if it is long enough to be one."""
        if v1 - v0 <= u1 - u0:
            if u1 - u0 >= _SHORT:
                self.across.append(((v0 + v1) / 2, u0, u1))
        elif v1 - v0 >= _SHORT:
            self.down.append(((u0 + u1) / 2, v0, v1))

    def frame(self, u0: float, u1: float, v0: float, v1: float, *, filled: bool) -> None:
        """Add the four sides of a rectangle."""
        across, down = self.fills if filled else (self.across, self.down)
        across += [(v0, u0, u1), (v1, u0, u1)]
        down += [(u0, v0, v1), (u1, v0, v1)]


def draw(page: pdfium.FPDF_PAGE, turn: Turn) -> Drawing:
    """All rules and pictures of a page, those inside its form objects included."""
    drawing = Drawing(turn)
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    for index in range(count):
        item = get(page, index)
        kind = kind_of(item)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT and drawing.has_room():
            _add(drawing, item, kind, _IDENTITY, 0)
    return drawing


def clip_of(item: _Object, turn: Turn) -> tuple[float, float, float, float] | None:
    """What all clip paths of an object leave of the page, taken as boxes: u0, u1, v0, v1. None without any."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    left = None
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        corners: list[tuple[float, float]] = []
        for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            corners.append(turn(x.value, y.value))
        if corners:
            us, vs = [corner[0] for corner in corners], [corner[1] for corner in corners]
            old = left or (min(us), max(us), min(vs), max(vs))
            left = max(min(us), old[0]), min(max(us), old[1]), max(min(vs), old[2]), min(max(vs), old[3])
    return left


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def _add(drawing: Drawing, item: _Object, kind: int, matrix: _Matrix, depth: int) -> None:
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _add_path(drawing, item, matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        drawing.pictures.append(_bounds(drawing, item, matrix))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(item), matrix)
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(item))):
            if not drawing.has_room():
                return
            part = pdfium.FPDFFormObj_GetObject(item, index)
            _add(drawing, part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1)


def _add_path(drawing: Drawing, path: _Object, matrix: _Matrix) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    bounds = _bounds(drawing, path, matrix)
    if min(bounds[1] - bounds[0], bounds[3] - bounds[2]) <= _THIN:
        drawing.add(*bounds)
    elif pdfium.FPDFPath_CountSegments(path) > _MOST_SHAPES or not _add_sides(
        drawing, path, matrix, stroked=bool(stroke.value)
    ):
        drawing.shapes += 1


def _add_sides(drawing: Drawing, path: _Object, matrix: _Matrix, *, stroked: bool) -> bool:
    """The straight sides of a path that has length and breadth; whether it has any."""
    sides = tuple(_sides(path, _times(_matrix(path), matrix), drawing.turn))
    straight = [side for side in sides if min(side[1] - side[0], side[3] - side[2]) <= 1]
    if stroked:
        for side in straight:
            drawing.add(*side)
    elif len(straight) == len(sides) and sides:
        us = [side[0] for side in sides] + [side[1] for side in sides]
        vs = [side[2] for side in sides] + [side[3] for side in sides]
        drawing.frame(min(us), max(us), min(vs), max(vs), filled=True)
    return bool(straight)


def _sides(path: _Object, matrix: _Matrix, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """The box of each straight side, the one that closes the path included."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield turn.box(*last, *here)
        if pdfium.FPDFPathSegment_GetClose(segment) and here != start:
            yield turn.box(*here, *start)
        last = here


def _bounds(drawing: Drawing, item: _Object, matrix: _Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = (left.value, bottom.value), (right.value, top.value)
    if matrix is not _IDENTITY:
        corners = _apply(matrix, *corners[0]), _apply(matrix, *corners[1])
    return drawing.turn.box(*corners[0], *corners[1])


def _matrix(item: _Object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that does what `first` does and then what `second` does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
