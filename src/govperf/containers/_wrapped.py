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
from itertools import combinations
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
_ROUNDS: Final = 3
_NARROW: Final = 120
"""How wide a cell can be that stands in front of the next one on its line; it bounds the work that a long line makes."""


@frozen(slots=True)
class _Line:
    """One printed line: its row, its text, its width in columns of a terminal, and whether a blank line is above."""

    row: int
    text: str
    width: int
    after_blank: bool


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
            body.append(_Line(row, text, display_width(text.rstrip()), blank))
            blank = False
            continue
        blank = True
    if not body:
        return None
    found = [*rows, *_assemble(body, _explain(body, len(head)), lines)]
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
    """The steps that explain the lines best, over all widths that the first row suggests."""
    best: tuple[float, list[_Step]] | None = None
    for widths in _suggest(body, columns):
        cost, steps = _fit(body, widths)
        if best is None or cost < best[0]:
            best = cost, steps
    if best is None:
        return _fit(body, [max(line.width for line in body)] * columns)[1]
    return best[1]


def _fit(body: Sequence[_Line], widths: list[int]) -> tuple[float, list[_Step]]:
    """Explain the lines with these widths, then with the widths that this shows, until nothing changes."""
    cost, steps = _walk(body, widths)
    for _ in range(_ROUNDS):
        measured = _measure(body, steps, widths)
        if measured == widths:
            break
        widths = measured
        cost, steps = _walk(body, widths)
    return cost, steps


def _suggest(body: Sequence[_Line], columns: int) -> Iterator[list[int]]:
    """Widths of the columns as the first blocks have them, parted at blank lines and, where too few, inside."""
    pieces = [_pieces(block) for block in _blocks(body[:200])]
    seen: set[tuple[int, ...]] = set()
    for count in range(max(1, columns - 2), columns + 1):
        blocks = pieces[:count]
        missing = columns - len(blocks)
        for parted in combinations(range(len(blocks)), missing) if 0 <= missing <= len(blocks) else ():
            widths: list[int] = []
            for index, (whole, parts) in enumerate(blocks):
                widths += parts if index in parted and parts else [whole]
            if len(widths) == columns and tuple(widths) not in seen:
                seen.add(tuple(widths))
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
    previous: _Line | None = None
    back: list[list[tuple[int, _Step]]] = []
    for line in body:
        arrivals = [_arrive(costs, previous, line, column, widths) for column in range(len(widths))]
        costs = [cost for cost, _, _ in arrivals]
        back.append([(source, step) for _, source, step in arrivals])
        previous = line
    column = min(range(len(costs)), key=costs.__getitem__)
    total, steps = costs[column], []
    for choices in reversed(back):
        source, step = choices[column]
        steps.append(step)
        column = source
    return total, steps[::-1]


def _arrive(
    costs: Sequence[float], previous: _Line | None, line: _Line, column: int, widths: Sequence[int]
) -> tuple[float, int, _Step]:
    """The cheapest way to be in a column after this line: cost, the column before, and the step."""
    best: tuple[float, int, _Step] | None = None
    for step in _steps(line, column, widths):
        own = _overflow(line, step, widths)
        for source, spent in enumerate(costs):
            price = spent + own + _turn(previous, line, source, step, widths)
            if best is None or price < best[0]:
                best = price, source, step
    return best or (float("inf"), column, _Step(column, column, None))


def _steps(line: _Line, column: int, widths: Sequence[int]) -> Iterator[_Step]:
    """The ways a line may end in a column: it lies in it whole, or a blank parts the column before from it."""
    yield _Step(column, column, None)
    if column == 0:
        return
    text = line.text.rstrip()
    at = text.find(" ", len(text) - len(text.lstrip()))
    while 0 < at <= _NARROW and display_width(text[:at]) <= widths[column - 1] + 1:
        yield _Step(column - 1, column, at)
        at = text.find(" ", at + 1)


def _overflow(line: _Line, step: _Step, widths: Sequence[int]) -> float:
    """What it costs that a line is wider than its column."""
    if step.cut is None:
        return _OVERFLOW * max(0, line.width - widths[step.first] - 1)
    rest = line.width - display_width(line.text[: step.cut])
    return _SAME_LINE + _OVERFLOW * max(0, rest - widths[step.last] - 1)


def _turn(previous: _Line | None, line: _Line, source: int, step: _Step, widths: Sequence[int]) -> float:
    """What it costs to go on in the same cell, to the next one, or past some."""
    if previous is None:
        return 0.0 if source == step.first else float("inf")
    full = previous.width >= widths[source] - _FULL
    if step.first == source:
        return _BLANK_INSIDE if line.after_blank else 0.0 if full else _SHORT_LINE
    ahead = (step.first - source) % len(widths)
    skipped = _SKIP * (ahead - 1)
    if line.after_blank:
        return skipped
    return skipped + (_FULL_BREAK if full else _SHORT_LINE)


def _assemble(body: Sequence[_Line], steps: Sequence[_Step], lines: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """The rows that the steps make: a new one where the columns begin again."""
    pieces: dict[int, list[tuple[int, int, str]]] = {}
    column = -1
    for line, step in zip(body, steps, strict=True):
        if step.first < column:
            yield _row(pieces, lines)
            pieces = {}
        if step.cut is None:
            pieces.setdefault(step.first, []).append((line.row, 0, line.text))
        else:
            pieces.setdefault(step.first, []).append((line.row, 0, line.text[: step.cut]))
            pieces.setdefault(step.last, []).append((line.row, step.cut, line.text[step.cut :]))
        column = step.last
    if pieces:
        yield _row(pieces, lines)


def _row(pieces: dict[int, list[tuple[int, int, str]]], lines: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of one row, those that hold nothing included; lines of a cell are joined as they are printed."""
    first = min(found[0][0] for found in pieces.values())
    cells = []
    for column in range(max(pieces) + 1):
        parts = pieces.get(column)
        if not parts:
            cells.append(Cell("", Place(first, column + 1)))
            continue
        text = parts[0][2]
        for (above, _, _), (row, _, part) in zip(parts, parts[1:], strict=False):
            text += "\n" * (row - above) + part
        cells.append(Cell(text, Place(parts[0][0], column + 1)))
    return tuple(cells)
