"""A target's text made ready to be read: folded, without white space, its brackets set aside.

Each outermost bracket becomes one mark in the line, so a sign or a noun behind it stays next to its number:
`100（个）`, `90%（含）以上`.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from govperf._width import fold

__all__ = ["MARK", "Line", "make_line", "squeeze"]

MARK: Final = "\ue000"
"""Stands for a bracket that was set aside."""

_BRACKET: Final = re.compile(r"[()\[\]【】{}〔〕]")
_OPENING: Final = frozenset("([【{〔")


@frozen(slots=True)
class Line:
    """Text whose brackets are set aside.

    Attributes:
        text: the text, each outermost bracket replaced by one MARK.
        groups: the brackets with their content, by the position of their mark.
    """

    text: str
    groups: dict[int, str]

    def content(self, position: int) -> str:
        """What stands inside the bracket at `position`."""
        group = self.groups[position]
        return group[1:-1] if group[-1:] in ")]】}〕" else group[1:]

    def restore(self, start: int, end: int) -> str:
        """The text between two positions with its brackets back in place."""
        piece = self.text[start:end]
        if MARK not in piece:
            return piece
        return "".join(self.groups.get(start + index, character) for index, character in enumerate(piece))


def squeeze(text: str) -> str:
    """The text folded and without white space, which a narrow cell puts even inside numbers."""
    return "".join(fold(text).split())


def make_line(plain: str) -> Line:
    """Set the brackets of squeezed text aside; one that is never closed reaches to the end."""
    if _BRACKET.search(plain) is None:
        return Line(plain, {})
    pieces: list[str] = []
    groups: dict[int, str] = {}
    depth = done = length = 0
    for found in _BRACKET.finditer(plain):
        if found[0] in _OPENING:
            if depth == 0:
                pieces.append(plain[done : found.start()])
                length, done = length + found.start() - done, found.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                groups[length] = plain[done : found.end()]
                pieces.append(MARK)
                length, done = length + 1, found.end()
    if depth:
        groups[length] = plain[done:]
        pieces.append(MARK)
    else:
        pieces.append(plain[done:])
    return Line("".join(pieces), groups)
