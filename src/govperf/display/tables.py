"""Tables of plain text, aligned for wide characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govperf._width import display_width

__all__ = ["clip", "fit_widths", "format_table", "pad"]

_GAP: Final = "  "
_LEAST: Final = 6


def clip(text: str, width: int) -> str:
    """The text in at most this many columns of a terminal; an ellipsis says that more follows.

    >>> clip("服务对象满意度", 8)
    '服务对…'
    """
    if display_width(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += display_width(character)
        if used > width - 1:
            break
        kept += character
    return f"{kept}…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with blanks to this many columns, at its end or before it."""
    blanks = " " * max(0, width - display_width(text))
    return blanks + text if right else text + blanks


def fit_widths(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit into the room, but none below six."""
    fitted = list(widths)
    while sum(fitted) + len(_GAP) * (len(fitted) - 1) > room and max(fitted, default=0) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def format_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    right: frozenset[int] = frozenset(),
) -> list[str]:
    """The lines of a table: heads, a rule, rows.

    Args:
        heads: the column heads.
        rows: the texts, as many in each row as there are heads.
        width: the columns of the terminal; longer texts are clipped to fit. None clips nothing.
        right: the indexes of the columns that are aligned right, as numbers are.
    """
    flat = [[" ".join(text.split()) for text in row] for row in (heads, *rows)]
    widths = [max(display_width(row[index]) for row in flat) for index in range(len(heads))]
    if width is not None:
        widths = fit_widths(widths, width)
    lines = [
        _GAP.join(
            pad(clip(text, size), size, right=index in right)
            for index, (text, size) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in flat
    ]
    return [lines[0], _GAP.join("─" * size for size in widths), *lines[1:]]
