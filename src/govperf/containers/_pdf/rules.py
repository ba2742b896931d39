"""Ruling lines → the lattice of a table: its cells, and over how many rows and columns each reaches.

Lengths are in points; `u` runs along the text and `v` down the page, whichever way the page is turned.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

__all__ = ["NEAR", "Box", "Lattice", "Line", "Rule", "boxes_of", "lattices", "stops"]

# Two strokes nearer than this are one line: borders drawn cell by cell, doubled lines, a spacing of 2 px.
NEAR = 3.5
# A table has at least so many lines of one direction, if it has none of the other.
_FEW = 3
# Past so many lines a page is a map or a drawing, whose lines make no table.
_MOST = 1500
_MOST_CELLS = 50_000

Rule = tuple[float, float, float]
"""A line: where it lies, where it begins, where it ends."""


@frozen(slots=True)
class Box:
    """A cell of a lattice: indices from 0, and how many rows and columns it reaches over."""

    row: int
    column: int
    rowspan: int
    colspan: int


@frozen(slots=True)
class Line:
    """All rules at one place: the place, and the parts of it that are drawn."""

    at: float
    parts: tuple[tuple[float, float], ...]

    def covers(self, point: float) -> bool:
        """Whether the line is drawn at a point along it."""
        return any(start <= point <= end for start, end in self.parts)


@frozen(slots=True)
class Lattice:
    """A table's lines and the cells between them.

    Attributes:
        us: where the lines between columns lie, left to right; one more than there are columns.
        vs: where the lines between rows lie, downwards.
        boxes: the cells, in reading order.
        owners: for each row and column the index in `boxes` of the cell that covers it.
        open_top: whether no line closes the first row: it goes on from the page before.
        open_bottom: whether no line closes the last row: it goes on over the page.
        across: the lines between the rows, where there are none between the columns.
        down: the lines between the columns, where there are none between the rows.
    """

    us: tuple[float, ...]
    vs: tuple[float, ...]
    boxes: tuple[Box, ...]
    owners: tuple[tuple[int, ...], ...]
    open_top: bool = False
    open_bottom: bool = False
    across: tuple[Line, ...] = ()
    down: tuple[Line, ...] = ()

    def holds(self, u: float, v: float) -> bool:
        """Whether a point lies inside the table."""
        return self.us[0] <= u < self.us[-1] and self.vs[0] <= v < self.vs[-1]

    def owner(self, u: float, v: float) -> int:
        """The index of the cell at a point inside the table."""
        return self.owners[bisect_right(self.vs, v) - 1][bisect_right(self.us, u) - 1]

    def edges(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of a cell."""
        box = self.boxes[index]
        us, vs = self.us, self.vs
        return us[box.column], us[box.column + box.colspan], vs[box.row], vs[box.row + box.rowspan]


@frozen(slots=True)
class _Frame:
    """The rules of one table."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def lattices(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[Lattice, ...]:
    """The tables that the rules of a page make, from the top of the page."""
    across, down = _joined(across), _joined(down)
    if len(across) > _MOST or len(down) > _MOST:
        return ()
    made = (_lattice(frame) for frame in _frames(across, down))
    tables = sorted((table for table in made if table), key=lambda table: (table.vs[0], table.us[0]))
    return tuple(table for table in tables if len(table.boxes) > 1 or not _encloses(table, tables))


def _encloses(frame: Lattice, tables: Sequence[Lattice]) -> bool:
    """Whether a frame of one cell is only drawn round other tables."""
    return any(table is not frame and frame.holds(table.us[0] + NEAR, table.vs[0] + NEAR) for table in tables)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that lie on each other or end to end, made one."""
    joined: list[Rule] = []
    for line in _lines(rules):
        joined += [(line.at, start, end) for start, end in line.parts]
    return joined


def _lines(rules: Iterable[Rule]) -> list[Line]:
    lines: list[Line] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule[0] - group[0][0] > NEAR:
            lines.append(_line(group))
            group = []
        group.append(rule)
    if group:
        lines.append(_line(group))
    return lines


def _line(group: Sequence[Rule]) -> Line:
    parts: list[tuple[float, float]] = []
    for start, end in sorted((start, end) for _, start, end in group):
        if parts and start - parts[-1][1] <= NEAR:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return Line((group[0][0] + group[-1][0]) / 2, tuple(parts))


def _frames(across: Sequence[Rule], down: Sequence[Rule]) -> list[_Frame]:
    """Rules that cross or touch belong to one table; lines of one length and nothing between, to another."""
    groups = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while groups[index] != index:
            groups[index] = groups[groups[index]]
            index = groups[index]
        return index

    crossed: set[int] = set()
    for i, (v, left, right) in enumerate(across):
        for j, (u, top, bottom) in enumerate(down, len(across)):
            if left - NEAR <= u <= right + NEAR and top - NEAR <= v <= bottom + NEAR:
                groups[root(i)] = root(j)
                crossed |= {i, j}
    alone = [rule for i, rule in enumerate(across) if i not in crossed]
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in crossed:
        pair = found.setdefault(root(i), ([], []))
        if i < len(across):
            pair[0].append(across[i])
        else:
            pair[1].append(down[i - len(across)])
    strays = [rule for j, rule in enumerate(down, len(across)) if j not in crossed]
    frames = [_Frame(tuple(a), (*d, *_beside(a, strays))) for a, d in found.values()]
    return frames + _ladders(alone) + ([] if frames else _posts(strays))


def _beside(across: Sequence[Rule], strays: Sequence[Rule]) -> list[Rule]:
    """Lines as high as the table that touch none of its own: the side of a cell that fills the page."""
    top, bottom = across[0][0], across[-1][0]
    return (
        [rule for rule in strays if rule[1] <= top + NEAR and rule[2] >= bottom - NEAR]
        if bottom > top
        else []
    )


def _ladders(across: Sequence[Rule]) -> list[_Frame]:
    """Tables without a line between their columns: at least three lines of one length, and shorter ones between.

    The shorter ones leave out the cells that are merged downwards.
    """
    ladders: dict[tuple[int, int], list[Rule]] = {}
    for rule in sorted(across, key=lambda rule: rule[1] - rule[2]):
        key = next(
            (key for key, rules in ladders.items() if _is_rung(rule, rules)),
            (round(rule[1] / NEAR), round(rule[2] / NEAR)),
        )
        ladders.setdefault(key, []).append(rule)
    return [_Frame(tuple(rules), ()) for rules in ladders.values() if len(rules) >= _FEW]


def _is_rung(rule: Rule, ladder: Sequence[Rule]) -> bool:
    """Whether a line is as long as the first of a ladder, or shorter and between two that are."""
    _, left, right = ladder[0]
    if abs(rule[1] - left) <= NEAR and abs(rule[2] - right) <= NEAR:
        return True
    places = [at for at, start, end in ladder if end - start >= right - left - 2 * NEAR]
    return left - NEAR <= rule[1] and rule[2] <= right + NEAR and min(places) < rule[0] < max(places)


def _posts(down: Sequence[Rule]) -> list[_Frame]:
    """A table without a line between its rows: at least three lines, most of them of one height."""
    if len({round(rule[0] / NEAR) for rule in down}) < _FEW:
        return []
    return [_Frame((), tuple(down))]


def _lattice(frame: _Frame) -> Lattice | None:
    across, down = _lines(frame.across), _lines(frame.down)
    us, _, _ = _places(down, frame.across)
    vs, open_top, open_bottom = _places(across, frame.down)
    if len(us) < 2 or len(vs) < 2 or len(us) * len(vs) > _MOST_CELLS:  # noqa: PLR2004
        return None
    boxes, owners = boxes_of(stops(us, vs, down), stops(vs, us, across))
    lattice = Lattice(us, vs, boxes, owners, open_top and bool(across), open_bottom and bool(across))
    if not any(us[0] + NEAR < line.at < us[-1] - NEAR for line in down):
        return evolve(lattice, across=tuple(across))
    return lattice if across else evolve(lattice, down=tuple(down))


def _places(lines: Sequence[Line], crossing: Sequence[Rule]) -> tuple[tuple[float, ...], bool, bool]:
    """Where the lines lie; and where lines that cross them stick out at an open side, the ends of those."""
    places = [line.at for line in lines]
    starts, ends = sorted(rule[1] for rule in crossing), sorted(rule[2] for rule in crossing)
    few = 2
    if len(crossing) < few:
        return tuple(places), False, False
    first, last = starts[few - 1], ends[-few]
    open_start = not places or first < places[0] - NEAR
    open_end = not places or last > places[-1] + NEAR
    return (*[first] * open_start, *places, *[last] * open_end), open_start, open_end


def boxes_of(
    right: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]]
) -> tuple[tuple[Box, ...], tuple[tuple[int, ...], ...]]:
    """Cells by growing each to the right while no line stops it, and then downwards; and who owns each place.

    `right` says for each line between columns whether it stops each row; `below` the same with rows and columns.
    """
    rows, columns = len(below) - 1, len(right) - 1
    owners = [[-1] * columns for _ in range(rows)]
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if owners[row][column] >= 0:
                continue
            wide = high = 1
            while (
                column + wide < columns and owners[row][column + wide] < 0 and not right[column + wide][row]
            ):
                wide += 1
            reach = range(column, column + wide)
            while row + high < rows and not _stopped(below[row + high], right, row + high, reach):
                high += 1
            for down_ in range(row, row + high):
                owners[down_][column : column + wide] = [len(boxes)] * wide
            boxes.append(Box(row, column, high, wide))
    return tuple(boxes), tuple(map(tuple, owners))


def _stopped(below: Sequence[bool], right: Sequence[Sequence[bool]], row: int, reach: range) -> bool:
    """Whether a cell ends above a row: a line closes it there, or the row is cut into more columns."""
    return any(below[at] for at in reach) or any(right[at][row] for at in reach[1:])


def stops(places: Sequence[float], others: Sequence[float], lines: Sequence[Line]) -> list[list[bool]]:
    """For each line of one direction and each gap of the other, whether the line is drawn there."""
    middles = [(start + end) / 2 for start, end in pairwise(others)]
    drawn = {line.at: line for line in lines}
    return [[place not in drawn or drawn[place].covers(middle) for middle in middles] for place in places]
