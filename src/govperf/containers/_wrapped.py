"""Tables without tabs, as text copied out of a PDF has them: each cell wrapped over lines of its own.

The head line names the columns. Below it the cells follow one another in reading order, column by column and row by
row; usually a blank line parts them, but a narrow cell may stand in front of the next on the same line, or directly
above it (all three in `baiyun`). What tells the cells apart is the width of the columns: a line that does not reach
its column's width is the last of its cell or of a paragraph. The columns' widths are not printed; they are tried from
the first row, and the reading that explains all lines best is taken (Viterbi's algorithm over lines and columns).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from attrs import frozen

from govperf._width import display_width
from govperf.grid import Cell, Grid
from govperf.places import Place

__all__ = ["read_wrapped"]

_HEAD = re.compile(r"\s*\S{2,12}(?:\s+\S{2,12}){2,11}\s*")
_SENTENCE: Final = frozenset("。；;，,：:")
_FULL: Final = 3
"""A line is full when it leaves less room than this: one wide character and a mark that may not begin a line."""

_SHORT_LINE, _FULL_BREAK, _BLANK_INSIDE, _SAME_LINE, _SKIP, _OVERFLOW = 1.0, 3.0, 6.0, 1.0, 9.0, 2.0
_BIT, _BIT_WIDER = 14, 4.0
"""By how much a cell may be wider than its column showed so far, and what that costs: less than a lost cell."""
_ROUNDS: Final = 3
_FITTED: Final = 3
_TRIED_LINES: Final = 48
_WIDEST: Final = 400
"""No line of a page is wider; one that is was not wrapped, and has too many blanks to try each as a gap."""


@frozen(slots=True)
class _Line:
    """One printed line.

    Attributes:
        row: from 1.
        text: as printed.
        width: in columns of a terminal, without blanks at the end.
        after_blank: whether a blank line is above it.
        parted: whether there is a blank inside it, where a cell may end.
    """

    row: int
    text: str
    width: int
    after_blank: bool
    parted: bool


@frozen(slots=True)
class _Step:
    """One way to place a line: in which column it begins, in which it ends, and where it is parted in between."""

    first: int
    last: int
    cut: int | None


def read_wrapped(lines: Sequence[str]) -> Grid | None:
    """The grid of a wrapped table; None where no head line of three short words stands above longer text."""
    start = next((index for index, line in enumerate(lines) if _is_head(line)), None)
    if start is None:
        return None
    head = lines[start].split()
    rows = [_lone(line, row) for row, line in enumerate(lines[:start], 1) if line.strip()]
    rows.append(_head_cells(lines[start], start + 1))
    body: list[_Line] = []
    repeats: list[int] = []
    blank = True
    for row, text in enumerate(lines[start + 1 :], start + 2):
        if text.split() == head:
            repeats.append(row)
        elif text.strip():
            bare = text.strip()
            body.append(_Line(row, text, display_width(text.rstrip()), blank, " " in bare))
            blank = False
            continue
        blank = True
    if not body:
        return None
    found = [*rows, *_assemble(body, _explain(body, len(head)))]
    found += [_head_cells(lines[row - 1], row) for row in repeats]
    return Grid(tuple(sorted(found, key=lambda cells: cells[0].place.row)))


def _is_head(line: str) -> bool:
    """Whether a line is a row of short words, none of which ends a sentence."""
    return _HEAD.fullmatch(line) is not None and not any(word[-1] in _SENTENCE for word in line.split())


def _lone(line: str, row: int) -> tuple[Cell, ...]:
    return (Cell(line, Place(row, 1)),)


def _head_cells(line: str, row: int) -> tuple[Cell, ...]:
    return tuple(Cell(word, Place(row, column)) for column, word in enumerate(line.split(), 1))


def _explain(body: Sequence[_Line], columns: int) -> list[_Step]:
    """The steps that explain the lines best, with the widths that explain the first lines best."""
    sample = body[:_TRIED_LINES]
    suggested = [*_suggest(sample, columns), [max(line.width for line in body)] * columns]
    # The first row may show less than a column's width, so the best are judged again by what the sample makes of them.
    ranked = sorted(suggested, key=lambda widths: _walk(sample, widths)[0])[:_FITTED]
    _, widths, _ = min((_fit(sample, widths) for widths in ranked), key=lambda fit: fit[0])
    return _fit(body, widths)[2]


def _fit(body: Sequence[_Line], widths: list[int]) -> tuple[float, list[int], list[_Step]]:
    """Explain the lines with these widths, then with the widths that this shows, until nothing changes."""
    cost, steps = _walk(body, widths)
    for _ in range(_ROUNDS):
        measured = _measure(body, steps, widths)
        if measured == widths:
            break
        widths = measured
        cost, steps = _walk(body, widths)
    return cost, widths, steps


def _suggest(body: Sequence[_Line], columns: int) -> Iterator[list[int]]:
    """Widths of the columns as the first blocks have them, parted at blank lines and, where too few, inside."""
    pieces = [_pieces(block) for block in _blocks(body)]
    for count in range(max(1, columns - 2), columns + 1):
        blocks = pieces[:count]
        missing = columns - len(blocks)
        for parted in combinations(range(len(blocks)), missing) if 0 <= missing <= len(blocks) else ():
            widths: list[int] = []
            for index, (whole, parts) in enumerate(blocks):
                widths += parts if index in parted and parts else [whole]
            if len(widths) == columns:
                yield widths


def _blocks(body: Sequence[_Line]) -> list[list[_Line]]:
    """Lines between blank lines."""
    blocks: list[list[_Line]] = []
    for line in body:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _pieces(block: Sequence[_Line]) -> tuple[int, list[int]]:
    """The width of a block as one cell, and the widths if its first line is parted from the rest, or at a blank."""
    first = block[0]
    whole = max(line.width for line in block)
    if len(block) > 1:
        return whole, [first.width, max(line.width for line in block[1:])]
    left, _, right = first.text.strip().partition(" ")
    return whole, [display_width(left), display_width(right)] if right else []


def _measure(body: Sequence[_Line], steps: Sequence[_Step], widths: Sequence[int]) -> list[int]:
    """The widest line of each column."""
    found = [0] * len(widths)
    for line, step in zip(body, steps, strict=True):
        if step.cut is None:
            found[step.first] = max(found[step.first], line.width)
        else:
            found[step.first] = max(found[step.first], display_width(line.text[: step.cut].strip()))
            found[step.last] = max(found[step.last], display_width(line.text[step.cut :].strip()))
    return [new or old for new, old in zip(found, widths, strict=True)]


def _walk(body: Sequence[_Line], widths: Sequence[int]) -> tuple[float, list[_Step]]:
    """The cheapest sequence of steps through all lines."""
    costs = [_SKIP * column for column in range(len(widths))]
    entries = [(cost, column) for column, cost in enumerate(costs)]
    back: list[tuple[list[tuple[float, int]], dict[int, int]]] = []
    width = 0
    for line in body:
        if back:
            entries = _enter(costs, width, widths, after_blank=line.after_blank)
        width = line.width
        costs = [
            cost if width <= limit + 1 else cost + _overflow(width - limit - 1, line.after_blank)
            for (cost, _), limit in zip(entries, widths, strict=True)
        ]
        back.append((entries, _part(line, entries, costs, widths) if line.parted else {}))
    column = min(range(len(costs)), key=costs.__getitem__)
    total, steps = costs[column], []
    for entries, cuts in reversed(back):
        cut = cuts.get(column)
        first = column if cut is None else column - 1
        steps.append(_Step(first, column, cut))
        column = entries[first][1]
    return total, steps[::-1]


def _overflow(excess: int, after_blank: bool) -> float:  # noqa: FBT001 - one call site.
    """What it costs that a line is wider than its column: little where a cell begins and shows that it is a bit wider."""
    cost = _OVERFLOW * excess
    return min(cost, _BIT_WIDER) if after_blank and excess <= _BIT else cost


def _part(
    line: _Line, entries: Sequence[tuple[float, int]], costs: list[float], widths: Sequence[int]
) -> dict[int, int]:
    """Where a blank parts two cells on this line: by the column that the line ends in, if that makes it cheaper."""
    cuts: dict[int, int] = {}
    for column in range(1, len(widths)):
        if line.width > min(_WIDEST, widths[column - 1] + widths[column] + 2):
            continue
        for at, left in _cuts(line.text, widths[column - 1]):
            rest = max(0, line.width - left - widths[column] - 1)
            price = entries[column - 1][0] + _SAME_LINE + _OVERFLOW * rest
            if price < costs[column]:
                costs[column], cuts[column] = price, at
    return cuts


def _enter(
    costs: Sequence[float], width: int, widths: Sequence[int], *, after_blank: bool
) -> list[tuple[float, int]]:
    """For each column, the cheapest way to begin a line in it, and the column before: the same cell, or a new one.

    A new cell is in the next column, or past some at a price for each; once around, from behind the column that is
    cheapest to leave, finds the cheapest.
    """
    count = len(widths)
    full = [width >= limit - _FULL for limit in widths]
    stay = [_BLANK_INSIDE if after_blank else 0.0 if one else _SHORT_LINE for one in full]
    lefts = [
        cost + (0.0 if after_blank else _FULL_BREAK if one else _SHORT_LINE)
        for cost, one in zip(costs, full, strict=True)
    ]
    start = lefts.index(min(lefts))
    entries = [(0.0, 0)] * count
    carried, source = float("inf"), start
    for column in (*range(start + 1, count), *range(start + 1)):
        carried += _SKIP
        if lefts[column - 1] < carried:
            carried, source = lefts[column - 1], (column - 1) % count
        same = costs[column] + stay[column]
        entries[column] = (same, column) if same <= carried else (carried, source)
    return entries


def _cuts(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The blanks that leave no more than this width before them: offset, and the width before it."""
    text = text.rstrip()
    at = text.find(" ", len(text) - len(text.lstrip()))
    while at > 0:
        left = display_width(text[:at])
        if left > width + 1:
            return
        yield at, left
        at = text.find(" ", at + 1)


def _assemble(body: Sequence[_Line], steps: Sequence[_Step]) -> Iterator[tuple[Cell, ...]]:
    """The rows that the steps make: a new one where the columns begin again."""
    pieces: dict[int, list[tuple[int, int, str]]] = {}
    column = -1
    for line, step in zip(body, steps, strict=True):
        if step.first < column:
            yield _row(pieces)
            pieces = {}
        if step.cut is None:
            pieces.setdefault(step.first, []).append((line.row, 0, line.text))
        else:
            pieces.setdefault(step.first, []).append((line.row, 0, line.text[: step.cut]))
            pieces.setdefault(step.last, []).append((line.row, step.cut, line.text[step.cut :]))
        column = step.last
    if pieces:
        yield _row(pieces)


def _row(pieces: dict[int, list[tuple[int, int, str]]]) -> tuple[Cell, ...]:
    """The cells of one row, those that hold nothing included; lines of a cell are joined as they are printed."""
    first = min(found[0][0] for found in pieces.values())
    cells = []
    for column in range(max(pieces) + 1):
        parts = pieces.get(column)
        if not parts:
            cells.append(Cell("", Place(first, column + 1)))
            continue
        text = parts[0][2]
        for (above, _, _), (row, _, part) in pairwise(parts):
            text += "\n" * (row - above) + part
        cells.append(Cell(text, Place(parts[0][0], column + 1)))
    return tuple(cells)
