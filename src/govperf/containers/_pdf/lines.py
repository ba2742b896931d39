"""Pieces of text that lie on one line, put together again, with the blanks that the print shows as gaps.

Programs print a blank between words of two fonts as a mere gap, and put a gap that is no blank between Chinese
and Latin letters. The width tells them apart: a blank is a quarter of a Chinese character wide or more after
a mark, and wider than the gap that belongs to the fonts elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

__all__ = ["Piece", "Row", "lines_of"]

# In widths of a Chinese character. Word processors set Chinese and Latin letters up to a quarter apart.
_BLANK, _APART, _SPREAD = 0.18, 0.28, 1.0
# Between Latin letters, in heights of a line.
_WORDS = 0.1
_WIDE = 0x2E80
# Pieces of at least so many gaps show whether the whole line is set loosely.
_FEW = 3


@frozen(slots=True)
class Piece:
    """A stretch of characters on one line in one cell.

    Attributes:
        table: the index of the lattice, -1 outside of all.
        cell: the index of its cell.
        u: where it begins.
        v: its base line.
        height: of its characters, in points.
        text: the characters.
        end: where its last character begins.
        right: where its last character ends.
        hidden: whether it is clipped away where it stands.
    """

    table: int
    cell: int
    u: float
    v: float
    height: float
    text: str
    end: float
    right: float
    hidden: bool = False


@frozen(slots=True)
class Row:
    """A line of text in a cell or outside all tables."""

    v: float
    height: float
    text: str
    end: float
    hidden: bool = False


def lines_of(pieces: Iterable[Piece], between: str = "") -> Iterator[Row]:
    """Pieces put together to lines, from the top; `between` stands in gaps wider than a character."""
    group: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.v):
        if group and piece.v - group[0].v > 0.5 * min(piece.height, group[0].height):
            yield _line(group, between)
            group = []
        group.append(piece)
    if group:
        yield _line(group, between)


def _line(group: list[Piece], between: str) -> Row:
    group.sort(key=lambda piece: piece.u)
    text = group[0].text
    loose = _looseness(group) if len(group) > 1 else 0
    for before, piece in pairwise(group):
        gap = (piece.u - before.right) / max(before.height, piece.height, 1)
        far = between and gap > _SPREAD
        text += (between if far else " " * _is_blank(before.text, piece.text, gap - loose)) + piece.text
    hidden = any(piece.hidden for piece in group)
    return Row(group[0].v, max(piece.height for piece in group), text, group[-1].end, hidden)


def _looseness(group: Sequence[Piece]) -> float:
    """How far apart the characters of a line stand that is spread to fill its cell."""
    gaps = [(piece.u - before.right) / max(piece.height, 1) for before, piece in pairwise(group)]
    tight = [
        ((piece.right - piece.u) / len(piece.text) - (piece.right - piece.end)) / max(piece.height, 1)
        for piece in group
        if len(piece.text) > 1 and all(ord(mark) >= _WIDE for mark in piece.text)
    ]
    if tight:
        return max(0, *tight)
    return max(0, median(gaps)) if len(gaps) >= _FEW else 0


def _is_blank(before: str, after: str, gap: float) -> bool:
    """Whether a gap, in heights of a line, is a blank."""
    one, other = before[-1], after[0]
    if one.isspace() or other.isspace():
        return False
    if max(one, other) < chr(_WIDE) and one.isalnum() and other.isalnum():
        return gap > _WORDS
    return gap > (_APART if one.isalnum() and other.isalnum() else _BLANK)
