"""The text of a page, cut into pieces that lie in one cell on one line, and the pieces put together again.

pdfium gives all text of a page in one call, but where it stands only character by character, and a call
for each takes longer than the text itself. Text that a program writes into a cell is a stretch of one line,
so the ends of each stretch are asked for, and the middle only where the ends do not agree.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2.raw as pdfium

from govperf._width import fold_radicals
from govperf.containers._pdf.drawings import Turn, clip_of
from govperf.containers._pdf.lines import Piece, least_gap
from govperf.containers._pdf.regions import Region, Regions
from govperf.containers._pdf.rules import Lattice

__all__ = ["TextLayer"]

_Start = tuple[float, float, float]
"""Where a stretch begins, u and v, and the height of its characters."""

# A character is looked for a little inside its box, by these parts of its height: letters may touch a line.
_INSIDE, _RAISED = 0.15, 0.35
# So much room may lie between two characters, or two with a blank between, in one stroke of text.
_BLANK = (0.1, 0.7)
# A gap wider than this part of the height is no mere looseness of print.
_GAP = 0.12
# Characters whose base lines differ by less than this part of their height stand on one line.
_LEVEL = 0.2
# pdfium writes a hyphen at the end of a line as one of two marks, and a character it cannot name as 0.
_MARKS = {0: "\ufffd", 2: "-", 0xFFFE: "-", 0xFFFF: "\ufffd"}
# To look for marks and radicals first takes a tenth of the time that it takes to replace them.
_ODD = re.compile("[\0\2\ufffe\uffff\u2e80-\u2fd5]")


class TextLayer:
    """The characters of a page, each with its place."""

    __slots__ = ("_at", "_origin", "_page", "_rectangle", "_room", "_turn", "_x", "_y", "text")

    def __init__(self, page: pdfium.FPDF_TEXTPAGE, turn: Turn) -> None:
        """Take the text of a loaded text page; places are looked up when they are asked for."""
        self._page, self._turn = page, turn
        self._x, self._y, self._rectangle = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        # The end of a stretch is asked for several times in a row.
        self._at, self._origin = -1, (0.0, 0.0)
        self._room = ctypes.byref(self._x), ctypes.byref(self._y)
        self.text = _text(page)

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands: its left end on the base line."""
        if index != self._at:
            pdfium.FPDFText_GetCharOrigin(self._page, index, *self._room)
            self._at, self._origin = index, self._turn(self._x.value, self._y.value)
        return self._origin

    def box(self, index: int) -> tuple[float, float, float, float]:
        """The box of a character with the height of its font, as u0, u1, v0, v1."""
        box = self._rectangle
        pdfium.FPDFText_GetLooseCharBox(self._page, index, box)
        return self._turn.box(box.left, box.bottom, box.right, box.top)

    def pieces(self, tables: Sequence[Lattice]) -> Iterator[Piece]:
        """All text that is not blank, in the order of the file."""
        regions = Regions(tables)
        start = 0
        for line in self.text.split("\r\n"):
            end = start + len(line)
            if line and not line.isspace():
                yield from self._cut(start, end, regions)
            start = end + 2

    def extents(self) -> Iterator[tuple[float, float, float, float]]:
        """Where each text that is shown begins and ends, its base line, and the width of its characters."""
        for piece in self.pieces(()):
            if not piece.hidden:
                right = self.right(piece)
                wide = right - piece.end if piece.text.rstrip()[-1] >= "\u2e80" else 0
                yield piece.u, right, piece.v, max(wide, 0.7 * piece.height)

    def _cut(self, start: int, end: int, regions: Regions) -> Iterator[Piece]:
        region: Region | None = None
        before = -1
        for inked in self._strokes(start, end):
            at = 0
            while at < len(inked):
                first = self._first(inked[at])
                if region is None or not self._overflows(before, inked[at], first[2]):
                    region = self._region(inked[at], first, regions)
                last = self._reach(inked, at, first, region)
                while last + 1 < len(inked) and self._overflows(inked[last], inked[last + 1], first[2]):
                    last += 1
                before = inked[last]
                if region.seen or region.table >= 0:
                    yield self._piece(region, first, inked[at], before)
                at = last + 1

    def _first(self, index: int) -> _Start:
        _, _, top, bottom = self.box(index)
        return (*self.origin(index), bottom - top)

    def _region(self, index: int, first: _Start, regions: Regions) -> Region:
        """The cell where a stretch begins, or the one it is clipped to where it does not show there."""
        u, v = first[0] + _INSIDE * first[2], first[1] - _RAISED * first[2]
        region = regions.at(u, v)
        if not regions.is_new(region):
            return region
        item = pdfium.FPDFText_GetTextObject(self._page, index)
        return regions.shown(u, v, region, clip_of(item, self._turn) if item else None)

    def _piece(self, region: Region, first: _Start, start: int, last: int) -> Piece:
        text, end = self._clean(start, self._closing(last)), self.origin(last)[0]
        turned = self.quarters(last) if start == last else 0
        return Piece(region.table, region.cell, *first, text, end, last, not region.seen, turned)

    def quarters(self, index: int) -> int:
        """By how many quarters a character is turned against the page, counter-clockwise.

        pdfium measures angles clockwise.
        """
        angle = pdfium.FPDFText_GetCharAngle(self._page, index)
        return int(round(-angle / (math.pi / 2)) - self._turn.quarters) % 4

    def right(self, piece: Piece) -> float:
        """Where the last character of a piece ends."""
        return self.box(piece.last)[1]

    def _closing(self, last: int) -> int:
        """The index after a piece and a blank that is printed behind it."""
        blank = last + 1
        printed = self.text[blank : blank + 1] == " " and not pdfium.FPDFText_IsGenerated(self._page, blank)
        return blank + printed

    def _strokes(self, start: int, end: int) -> Iterator[Sequence[int]]:
        """The characters that are not blank, parted where pdfium saw a gap, or went back to fill one."""
        line = self.text[start:end]
        if " " not in line:
            yield range(start, end)
            return
        inked = [index for index, mark in enumerate(line, start) if not mark.isspace()]
        begin = 0
        for at, (index, following) in enumerate(pairwise(inked), 1):
            if following - index > 1 and self._jumps(index, following):
                yield inked[begin:at]
                begin = at
        yield inked[begin:]

    def _jumps(self, index: int, following: int) -> bool:
        """Whether the next character does not follow on the last that is printed, a blank or not."""
        is_generated = pdfium.FPDFText_IsGenerated
        last = next(at for at in range(following - 1, index - 1, -1) if is_generated(self._page, at) != 1)
        _, right, top, bottom = self.box(last if last == index or self.text[last] == " " else index)
        gap = (self.origin(following)[0] - right) / max(bottom - top, 1)
        return gap < -_GAP or gap > (
            _GAP if last > index else least_gap(self.text[index], self.text[following])
        )

    def _overflows(self, index: int, following: int, height: float) -> bool:
        """Whether a text goes on over the line of its cell: drawn in one stroke, with a blank at most."""
        if following > index + 2 or self._object(index) != self._object(following):
            return False
        (_, v), (u, after) = self.origin(index), self.origin(following)
        return (
            abs(v - after) <= _LEVEL * height
            and -height < u - self.box(index)[1] < _BLANK[following - index - 1] * height
        )

    def _object(self, index: int) -> int | None:
        return ctypes.cast(pdfium.FPDFText_GetTextObject(self._page, index), ctypes.c_void_p).value

    def _reach(self, inked: Sequence[int], at: int, first: _Start, region: Region) -> int:
        """How far the stretch goes that begins at `at`: to the last character in the same cell and line."""
        low, high = at, len(inked) - 1
        if not self._inside(inked[high], first, region):
            while high - low > 1:
                middle = (low + high) // 2
                if self._inside(inked[middle], first, region):
                    low = middle
                else:
                    high = middle
            high = low
        if self._plausible(inked[at], inked[high], first):
            return high
        return next((k - 1 for k in range(at + 1, high + 1) if self._strays(inked, k, first, region)), high)

    def _strays(self, inked: Sequence[int], at: int, first: _Start, region: Region) -> bool:
        """Whether a character lies outside of the cell and line, or left of the one before it."""
        if not self._inside(inked[at], first, region):
            return True
        before = self.origin(inked[at - 1])[0]
        return self.origin(inked[at])[0] < before - _GAP * first[2]

    def _inside(self, index: int, first: _Start, region: Region) -> bool:
        u, v = self.origin(index)
        return abs(v - first[1]) <= _LEVEL * first[2] and region.left <= u + _INSIDE * first[2] < region.right

    def _plausible(self, start: int, last: int, first: _Start) -> bool:
        """Whether the characters fill about the room they need, so that none of them strays elsewhere."""
        text = self.text[start:last]
        wide = (len(text.encode()) - len(text)) / 2
        room = self.origin(last)[0] - first[0]
        least = (0.4 * wide + 0.1 * (len(text) - wide)) * first[2]
        return least <= room <= (1.5 * len(text) + 2) * first[2]

    def _clean(self, start: int, end: int) -> str:
        """The characters, without the blanks that pdfium puts into wide gaps, except between Latin words."""
        text = self.text[start:end]
        if " " not in text:
            return text
        kept = [
            mark
            for at, mark in enumerate(text)
            if mark != " "
            or _between_words(text, at)
            or not pdfium.FPDFText_IsGenerated(self._page, start + at)
        ]
        return "".join(kept)


def _text(page: pdfium.FPDF_TEXTPAGE) -> str:
    """One character for each of pdfium's, so that indices agree."""
    count = pdfium.FPDFText_CountChars(page)
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace")[:-1]
    if len(text) != count or "\0" in text:
        text = "".join(_character(pdfium.FPDFText_GetUnicode(page, index)) for index in range(count))
    return fold_radicals(text).translate(_MARKS) if _ODD.search(text) else text


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004


def _between_words(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
