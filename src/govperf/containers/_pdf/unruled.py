"""Tables whose lines are not all drawn: columns and rows told from how the text stands.

Where a line of text is parted by a gap, two columns meet; the fewest borders that part all lines at their gaps
are the columns. A line of text goes on with the row above it where each of its texts goes on with a text above
that was too long for its column, or where it only stands beside that row, as cells that are set in the middle do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import evolve, field, frozen, mutable

from govperf.containers._pdf.rules import Lattice, Line, boxes_of, stops

__all__ = ["Stretch", "free_table", "opened", "stretches_of", "with_columns", "with_rows"]

# In widths of a Chinese character: what parts two columns; how far from its border a full line may end; how far
# below each other two lines of a text stand; what still counts as beside each other; and as one below the other.
_GAP, _FULL, _LEADING, _BESIDE, _CLOSE = 0.7, 1.3, 1.8, 0.9, 1.6
_LEVEL = 0.35
# How far texts may be off that begin, end or are centred alike.
_EVEN = 0.15
# The part of a wide column that may stay empty where the next word is too long.
_WORD = 0.15
# So many lines with so many parts make a table where nothing is drawn.
_LINES, _PARTS = 3, 3


@frozen(slots=True)
class Stretch:
    """A text without a gap: where it begins and ends, its base line, and the width of its characters."""

    u0: float
    u1: float
    v: float
    em: float


@mutable(slots=True)
class _Row:
    """Lines of text that make one row: by column, the last text."""

    top: float
    bottom: float
    last: dict[int, Stretch] = field(factory=dict)
    crossed: set[int] = field(factory=set)


def stretches_of(marks: Iterable[tuple[float, float, float, float]]) -> list[Stretch]:
    """Texts as begin, end, base line and width of a character, put together where no gap is between them."""
    found: list[Stretch] = []
    for line in _lines(Stretch(*mark) for mark in marks):
        here = line[0]
        for after in line[1:]:
            if after.u0 - here.u1 < _GAP * max(here.em, after.em):
                here = evolve(here, u1=max(here.u1, after.u1))
            else:
                found.append(here)
                here = after
        found.append(here)
    return found


def free_table(stretches: Sequence[Stretch]) -> Lattice | None:
    """The table that the text of a page makes without any line; None if too few lines have several parts."""
    lines = _lines(stretches)
    rich = [part for line in lines if len(line) >= _PARTS for part in line]
    tabular = [at for at, line in enumerate(lines) if len(line) > 1 and _is_aligned(line, rich)]
    if sum(len(lines[at]) >= _PARTS for at in tabular) < _LINES:
        return None
    em = median(part.em for part in rich)
    start, end = tabular[0], tabular[-1]
    while start and _is_near(lines[start - 1], lines[start], em) and _is_aligned(lines[start - 1], rich):
        start -= 1
    while (
        end + 1 < len(lines)
        and _is_near(lines[end], lines[end + 1], em)
        and _is_aligned(lines[end + 1], rich)
    ):
        end += 1
    inner = lines[start : end + 1]
    parts = [part for line in inner for part in line]
    borders = _borders((*inner, *_bands(inner, em)), parts)
    us = (min(part.u0 for part in parts) - em, *borders, max(part.u1 for part in parts) + em)
    return _table(us, inner, [])


def _is_near(line: Sequence[Stretch], after: Sequence[Stretch], em: float) -> bool:
    """Whether a line stands as close below another as the lines of one text."""
    return after[0].v - line[-1].v <= _CLOSE * em


def _is_aligned(line: Sequence[Stretch], rich: Sequence[Stretch]) -> bool:
    """Whether each part of a line begins, ends or is centred as some part of other lines."""
    return all(
        any(other.v != part.v and _offset(part, other) <= _EVEN * part.em for other in rich) for part in line
    )


def _offset(one: Stretch, other: Stretch) -> float:
    begins, ends = one.u0 - other.u0, one.u1 - other.u1
    return min(abs(begins), abs(ends), abs(begins + ends) / 2)


def _bands(lines: Sequence[Sequence[Stretch]], em: float) -> Iterator[list[Stretch]]:
    """The parts of lines that lie close below each other, seen from above: rows of cells with several lines."""
    band: list[Stretch] = []
    for line in lines:
        if band and not _is_near(band, line, em):
            yield _projected(band)
            band = []
        band += line
    yield _projected(band)


def _projected(parts: Iterable[Stretch]) -> list[Stretch]:
    """Where something stands, whichever line it is on."""
    seen: list[Stretch] = []
    for part in sorted(parts, key=lambda part: part.u0):
        if seen and part.u0 < seen[-1].u1 + _GAP * part.em:
            seen[-1] = evolve(seen[-1], u1=max(seen[-1].u1, part.u1))
        else:
            seen.append(part)
    return seen


def with_columns(table: Lattice, stretches: Sequence[Stretch]) -> Lattice:
    """A table that has lines between its rows only, with columns."""
    rows: list[list[Stretch]] = [[] for _ in table.vs[1:]]
    for part in _within(table, stretches):
        rows[next(at for at, v in enumerate(table.vs[1:]) if part.v - part.em / 2 < v)].append(part)
    borders = _borders([_projected(row) for row in rows], stretches)
    if not borders:
        return table
    us = (table.us[0], *borders, table.us[-1])
    below = stops(table.vs, us, table.across)
    right = [[True] * len(rows) for _ in us]
    for row, parts in enumerate(rows):
        for at in _crossed(us, parts):
            right[at][row] = False
    boxes, owners = boxes_of(right, below)
    return evolve(table, us=us, boxes=boxes, owners=owners)


def opened(table: Lattice, stretches: Sequence[Stretch]) -> Lattice:
    """A table that has lines between its rows only, with the parts of rows that go on over the page."""
    inner = _within(table, stretches)
    above = [part for part in stretches if part.v < table.vs[0]]
    below = [part for part in stretches if part.v - part.em > table.vs[-1]]
    if not inner:
        return table
    em = median(part.em for part in inner)
    last = _run(_lines(below), table.vs[-1] - em / 10, inner, em)
    first = _run(_lines(above)[::-1], table.vs[0] + em, inner, em)
    vs = (
        *[line[0].v - 1.2 * em for line in first[-1:]],
        *table.vs,
        *[line[0].v + em / 2 for line in last[-1:]],
    )
    return evolve(table, vs=vs, open_top=bool(first), open_bottom=bool(last))


def _run(
    lines: Sequence[Sequence[Stretch]], edge: float, inner: Sequence[Stretch], em: float
) -> Sequence[Sequence[Stretch]]:
    """The lines from the edge of a table on that stand as its texts do, up to the first gap."""
    left, right = min(part.u0 for part in inner) - em, max(part.u1 for part in inner) + em
    run = []
    for line in lines:
        if abs(line[0].v - edge) > _LEADING * em or line[0].u0 < left or line[-1].u1 > right:
            break
        edge = line[0].v
        run.append(line)
    parted = [line for line in run if len(line) > 1]
    return run if parted and all(_is_aligned(line, inner) for line in parted) else ()


def _within(table: Lattice, stretches: Iterable[Stretch]) -> list[Stretch]:
    return [part for part in stretches if table.holds((part.u0 + part.u1) / 2, part.v - part.em / 2)]


def with_rows(table: Lattice, stretches: Sequence[Stretch]) -> Lattice:
    """A table that has lines between its columns only, with rows."""
    inner = _within(table, stretches)
    return (_table(table.us, _lines(inner), table.down) if inner else None) or table


def _table(us: tuple[float, ...], lines: Sequence[Sequence[Stretch]], down: Sequence[Line]) -> Lattice:
    rows = _rows(us, lines)
    inner = ((above.bottom + below.top) / 2 for above, below in pairwise(rows))
    vs = (rows[0].top - 1, *inner, rows[-1].bottom + 1)
    drawn = stops(us, vs, down) if down else [[True] * len(rows) for _ in us]
    for at, row in enumerate(rows):
        for border in row.crossed:
            drawn[border][at] = False
    boxes, owners = boxes_of(drawn, [[True] * (len(us) - 1) for _ in vs])
    return Lattice(us, vs, boxes, owners)


def _lines(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Texts of one base line, from the top; those of a line from the left."""
    lines: list[list[Stretch]] = []
    for part in sorted(stretches, key=lambda part: part.v):
        if lines and part.v - lines[-1][0].v <= _LEVEL * part.em:
            lines[-1].append(part)
        else:
            lines.append([part])
    return [sorted(line, key=lambda part: part.u0) for line in lines]


def _borders(rows: Sequence[Sequence[Stretch]], parts: Sequence[Stretch]) -> tuple[float, ...]:
    """The fewest places that part all rows at their gaps, each where the fewest texts run over it."""
    gaps = ((one.u1, other.u0) for row in rows for one, other in pairwise(row))
    groups: list[tuple[float, float]] = []
    for left, right in sorted(gaps, key=lambda gap: gap[1]):
        if groups and left < groups[-1][1]:
            groups[-1] = max(groups[-1][0], left), groups[-1][1]
        else:
            groups.append((left, right))
    return tuple(_quietest(left, right, parts) for left, right in groups)


def _quietest(left: float, right: float, parts: Sequence[Stretch]) -> float:
    places = (right - (right - left) / 8, (left + right) / 2, left + (right - left) / 8)
    return min(places, key=lambda place: sum(part.u0 < place < part.u1 for part in parts))


def _crossed(us: Sequence[float], parts: Iterable[Stretch]) -> Iterator[int]:
    """The borders over which texts run."""
    for part in parts:
        yield from (at for at, u in enumerate(us) if part.u0 < u < part.u1)


def _rows(us: Sequence[float], lines: Sequence[Sequence[Stretch]]) -> list[_Row]:
    ends = _ends(us, lines)
    em = median(part.em for line in lines for part in line)
    rows: list[_Row] = []
    for line in lines:
        top, bottom = line[0].v - em, line[-1].v + em / 5
        columns = {_column(us, part): part for part in line}
        if rows and _goes_on(rows[-1], columns, ends, em):
            rows[-1].bottom = max(rows[-1].bottom, bottom)
        else:
            rows.append(_Row(top, bottom))
        rows[-1].last.update(columns)
        rows[-1].crossed.update(_crossed(us, line))
    return rows


def _goes_on(row: _Row, columns: dict[int, Stretch], ends: Sequence[tuple[float, float]], em: float) -> bool:
    """Whether a line goes on with the row above it, or stands beside it."""
    pairs = [(row.last[column], part, ends[column]) for column, part in columns.items() if column in row.last]
    if pairs:
        return all(
            part.v - above.v <= _LEADING * em and above.u1 >= end - _room(end - start, em)
            for above, part, (start, end) in pairs
        )
    return all(part.v - em * _BESIDE < row.bottom for part in columns.values())


def _room(width: float, em: float) -> float:
    """The room that a full line may leave: for a character, and in a wide column for a number and its mark."""
    return max(_FULL * em, min(3 * em, _WORD * width))


def _ends(us: Sequence[float], lines: Sequence[Sequence[Stretch]]) -> list[tuple[float, float]]:
    """Where the text of each column begins and ends."""
    starts, ends = list(us[1:]), list(us[:-1])
    for line in lines:
        for part in line:
            column = _column(us, part)
            if part.u1 <= us[column + 1]:
                starts[column], ends[column] = min(starts[column], part.u0), max(ends[column], part.u1)
    return list(zip(starts, ends, strict=True))


def _column(us: Sequence[float], part: Stretch) -> int:
    return max(at for at, u in enumerate(us[:-1]) if at == 0 or u <= part.u0 + part.em / 4)
