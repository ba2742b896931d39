"""Pieces of text that lie on one line, put together again, with the blanks that the print shows as gaps.

Programs print a blank between words of two fonts as a mere gap, and put a gap that is no blank between Chinese
and Latin letters. The width tells them apart: a blank is a quarter of a Chinese character wide or more after
a mark, and wider than the gap that belongs to the fonts elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

__all__ = ["Piece", "Row", "least_gap", "lines_of"]

# In widths of a Chinese character. Word processors set Chinese and Latin letters up to a quarter apart.
_BLANK, _APART, _SPREAD = 0.18, 0.28, 1.0
# Between Latin letters, in heights of a line: a blank at least, and no more than a blank.
_WORDS, _LATIN = 0.1, 0.45
# The least gap of all that is looked at.
_LOOSE = 0.12
_WIDE = "\u2e80"
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
        last: the index of that character on the page.
        hidden: whether it is clipped away where it stands.
        turned: of a single character, by how many quarters it is turned counter-clockwise.
    """

    table: int
    cell: int
    u: float
    v: float
    height: float
    text: str
    end: float
    last: int
    hidden: bool = False
    turned: int = 0


@frozen(slots=True)
class Row:
    """A line of text in a cell or outside all tables."""

    v: float
    height: float
    text: str
    end: float
    hidden: bool = False
    start: float = 0


def lines_of(pieces: Iterable[Piece], right: Callable[[Piece], float], between: str = "") -> Iterator[Row]:
    """Pieces put together to lines, from the top.

    `right` says where the last character of a piece ends; `between` stands in gaps wider than a character.
    """
    pieces = list(pieces)
    if any(piece.turned % 2 for piece in pieces):
        yield from _turned(pieces)
        pieces = [piece for piece in pieces if piece.turned % 2 == 0]
    group: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.v):
        if group and piece.v - group[0].v > 0.5 * min(piece.height, group[0].height):
            yield _line(group, right, between)
            group = []
        group.append(piece)
    if group:
        yield _line(group, right, between)


def _turned(pieces: Iterable[Piece]) -> Iterator[Row]:
    """Lines that run up or down, from characters that are turned each."""
    lines: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.turned % 2:
            lines.setdefault((piece.turned, round(piece.u)), []).append(piece)
    for (turned, _), line in sorted(lines.items()):
        line.sort(key=lambda piece: piece.v, reverse=turned == 1)
        text = "".join(piece.text for piece in line)
        yield Row(
            line[0].v, line[0].height, text, line[-1].end, any(piece.hidden for piece in line), line[0].u
        )


def least_gap(before: str, after: str) -> float:
    """The gap between two characters, in heights of a line, that must be looked at with the rest of the line.

    Smaller ones are what the fonts leave between Chinese and Latin letters, and blanks between Latin words.
    """
    if not before.isalnum() or not after.isalnum() or before >= _WIDE <= after:
        return _LOOSE
    return _APART if before >= _WIDE or after >= _WIDE else _LATIN


def _line(group: list[Piece], right: Callable[[Piece], float], between: str) -> Row:
    hidden = any(piece.hidden for piece in group)
    height = max(piece.height for piece in group)
    if len(group) == 1:
        return Row(group[0].v, height, group[0].text, group[0].end, hidden, group[0].u)
    group.sort(key=lambda piece: piece.u)
    gaps = [
        (piece.u - right(before)) / max(before.height, piece.height, 1) for before, piece in pairwise(group)
    ]
    loose = _looseness(group, right, gaps)
    text = group[0].text
    for gap, piece in zip(gaps, group[1:], strict=True):
        far = between and gap > _SPREAD
        text += (between if far else " " * _is_blank(text, piece.text, gap - loose)) + piece.text
    return Row(group[0].v, height, text, group[-1].end, hidden, group[0].u)


def _looseness(group: Sequence[Piece], right: Callable[[Piece], float], gaps: Sequence[float]) -> float:
    """How far apart the characters of a line stand that is spread to fill its cell."""
    tight = [
        ((right(piece) - piece.u) / len(piece.text) - (right(piece) - piece.end)) / max(piece.height, 1)
        for piece in group
        if len(piece.text) > 1 and all(mark >= _WIDE for mark in piece.text)
    ]
    if tight:
        return max(0, *tight)
    return max(0, median(gaps)) if len(gaps) >= _FEW else 0


def _is_blank(before: str, after: str, gap: float) -> bool:
    """Whether a gap, in heights of a line, is a blank."""
    one, other = before[-1], after[0]
    if one.isspace() or other.isspace():
        return False
    words = one.isalnum() and other.isalnum()
    if words and one < _WIDE > other:
        return gap > _WORDS
    return gap > (_APART if words else _BLANK)
