"""Columns of a form: the heads they answer to, what fits in them, and how a row that lost cells is put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from attrs import field, frozen

from govperf._width import fold_head
from govperf.grammar.amounts import is_amount
from govperf.grammar.indicators import is_run_on
from govperf.grid import Cell

__all__ = [
    "WITHHELD",
    "Alignment",
    "Column",
    "align",
    "fits_amount",
    "fits_goal",
    "fits_indicators",
    "fits_name",
]

WITHHELD: Final = "略"
"""What stands in a cell that is not published (预算法 art. 14, 政府信息公开条例 arts. 14–16)."""

_BEGINNING = 400
_MOST_LOST = 3


@frozen(slots=True)
class Column:
    """One column of a form.

    Attributes:
        key: what it holds: `project`, `total`, `goal`, ….
        head: its head as this form writes it.
        also: other heads it answers to.
        fits: whether a text can stand in it; asked only where a row has too few cells.
    """

    key: str
    head: str
    also: tuple[str, ...] = ()
    fits: Callable[[str], bool] = field(default=bool, kw_only=True)
    heads: frozenset[str] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Fold the heads once."""
        object.__setattr__(self, "heads", frozenset(map(fold_head, (self.head, *self.also))))


@frozen(slots=True)
class Alignment:
    """A row put to its columns.

    Attributes:
        cells: by the column's key; a column that the row lost has none.
        lost: the columns that certainly lost their cell.
        unplaced: cells that could stand in several columns, or in none.
        cut: whether the row simply ends too early: its cells fit the first columns, and the others are lost.
    """

    cells: dict[str, Cell]
    lost: tuple[Column, ...] = ()
    unplaced: tuple[Cell, ...] = ()
    cut: bool = False


def fits_name(text: str) -> bool:
    """Blank, or a name, which is no amount and no run of indicators.

    A blank one must fit: a row without a name that lost a cell would else be read one column off.
    """
    return not text.strip() or (not is_amount(text) and not is_run_on(text[:_BEGINNING]))


def fits_amount(text: str) -> bool:
    """Blank, or an amount."""
    return is_amount(text)


def fits_goal(text: str) -> bool:
    """Blank, or words that are no run of indicators and no amount."""
    return not text.strip() or (not is_amount(text) and not is_run_on(text[:_BEGINNING]))


def fits_indicators(text: str) -> bool:
    """Blank, withheld, or a run of indicators."""
    return text.strip() in {"", WITHHELD} or is_run_on(text[:_BEGINNING])


def align(cells: Sequence[Cell], columns: Sequence[Column], spare: frozenset[str] = frozenset()) -> Alignment:
    """Put the cells of a row to the columns of its table.

    A page that lost a column has a cell less in each of its rows (six of seven in nansha). Every way to lose cells that
    leaves only fitting texts is tried, those that lose a column of `spare` (blank in all whole rows) before the others. A
    cell is placed where all ways agree; what they do not agree on is not guessed. A row padded with blank cells after it
    lost one, and a row with cells too many (a tab inside a text), are put right in the same way.
    """
    printed, cells = cells, _strip(cells, len(columns))
    if len(cells) > len(columns):
        return _align_long(cells, columns)
    if len(cells) == len(columns):
        return _align_full(cells, columns, spare, printed)
    missing = len(columns) - len(cells)
    ways = _find_ways(cells, columns, spare)
    if ways:
        return _agree(cells, columns, ways)
    if missing > _MOST_LOST and all(
        column.fits(cell.text) for cell, column in zip(cells, columns, strict=False)
    ):
        placed = {column.key: cell for column, cell in zip(columns, cells, strict=False)}
        return Alignment(placed, tuple(columns[len(cells) :]), cut=True)
    return Alignment({}, unplaced=tuple(cell for cell in cells if cell))


def _align_full(
    cells: Sequence[Cell], columns: Sequence[Column], spare: frozenset[str], printed: Sequence[Cell]
) -> Alignment:
    """A row of the right length: as it stands, unless it ends in blanks and fits only when cells slid into or out of them."""
    straight = Alignment({column.key: cell for column, cell in zip(columns, cells, strict=True)})
    if cells[-1] or _fits_blank(cells, columns):
        return straight
    short = _strip(cells, 0)
    ways = _find_ways(short, columns, spare)
    if ways:
        return _agree(short, columns, ways)
    long = _align_long(printed, columns) if len(printed) > len(columns) else straight
    return long if long.cells else straight


def _align_long(cells: Sequence[Cell], columns: Sequence[Column]) -> Alignment:
    """A row with cells too many: each way to leave some out that fits is tried, and what all agree on is placed."""
    options: list[set[str]] = [set() for _ in cells]
    # A run of indicators can be told from all else, so it is never the cell too many.
    runs = {at for at, cell in enumerate(cells) if is_run_on(cell.text[:_BEGINNING])}
    if len(cells) - len(columns) <= _MOST_LOST:
        for kept in combinations(range(len(cells)), len(columns)):
            if runs <= set(kept) and _fits_blank([cells[at] for at in kept], columns):
                places = dict(zip(kept, columns, strict=True))
                for at, keys in enumerate(options):
                    keys.add(places[at].key if at in places else "")
    placed = {
        min(keys): cell
        for cell, keys in zip(cells, options, strict=True)
        if len(keys) == 1 and "" not in keys
    }
    used = {cell.place for cell in placed.values()}
    return Alignment(placed, unplaced=tuple(cell for cell in cells if cell and cell.place not in used))


def _strip(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """The cells without the blank ones at the end that reach beyond this width."""
    end = len(cells)
    while end > width and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fits_blank(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether each cell is blank or fits its column: merged cells leave blanks even where a name belongs."""
    return all(not cell or column.fits(cell.text) for cell, column in zip(cells, columns, strict=True))


def _find_ways(
    cells: Sequence[Cell], columns: Sequence[Column], spare: frozenset[str]
) -> list[tuple[Column, ...]]:
    """The columns that may be lost so that every cell still fits its column; only spare ones if those will do."""
    missing = len(columns) - len(cells)
    if missing > _MOST_LOST:
        return []
    known: dict[tuple[int, str], bool] = {}

    def fits(at: int, column: Column) -> bool:
        if (at, column.key) not in known:
            known[at, column.key] = column.fits(cells[at].text)
        return known[at, column.key]

    def leave_fitting(lost: tuple[Column, ...]) -> bool:
        return all(fits(at, column) for at, column in enumerate(one for one in columns if one not in lost))

    empty = [column for column in columns if column.key in spare]
    ways = [lost for lost in combinations(empty, missing) if leave_fitting(lost)]
    return ways or [lost for lost in combinations(columns, missing) if leave_fitting(lost)]


def _agree(cells: Sequence[Cell], columns: Sequence[Column], ways: Sequence[tuple[Column, ...]]) -> Alignment:
    """Place each cell that stands in the same column whichever way the row lost its cells."""
    options: list[set[str]] = [set() for _ in cells]
    for way in ways:
        kept = [column for column in columns if column not in way]
        for at, column in enumerate(kept):
            options[at].add(column.key)
    placed = {keys.pop(): cell for cell, keys in zip(cells, options, strict=True) if len(keys) == 1}
    unplaced = tuple(cell for cell, keys in zip(cells, options, strict=True) if len(keys) > 1 and cell)
    return Alignment(placed, ways[0], unplaced)
