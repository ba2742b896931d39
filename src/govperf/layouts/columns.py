"""Columns of a form: the heads they answer to, what fits in them, and how a row that lost cells is put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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

    A page that lost a column has a cell less in each of its rows (six of seven in nansha). Every way to lose cells
    that leaves only fitting texts is tried, those that lose a column of `spare` (blank in all whole rows) before the
    others. A cell is placed where all ways agree; what they do not agree on is not guessed.
    """
    missing = len(columns) - len(cells)
    if missing <= 0:
        placed = {column.key: cell for column, cell in zip(columns, cells, strict=False)}
        return Alignment(placed, unplaced=tuple(cell for cell in cells[len(columns) :] if cell))
    ways: list[tuple[Column, ...]] = []
    if missing <= _MOST_LOST:
        empty = [column for column in columns if column.key in spare]
        ways = _find_ways(cells, columns, combinations(empty, missing))
        ways = ways or _find_ways(cells, columns, combinations(columns, missing))
    if ways:
        return _agree(cells, columns, ways)
    if missing > _MOST_LOST and all(
        column.fits(cell.text) for cell, column in zip(cells, columns, strict=False)
    ):
        placed = {column.key: cell for column, cell in zip(columns, cells, strict=False)}
        return Alignment(placed, tuple(columns[len(cells) :]), cut=True)
    return Alignment({}, unplaced=tuple(cell for cell in cells if cell))


def _find_ways(
    cells: Sequence[Cell], columns: Sequence[Column], losses: Iterable[tuple[Column, ...]]
) -> list[tuple[Column, ...]]:
    """Those of these losses that leave every cell in a column that it fits."""
    known: dict[tuple[int, str], bool] = {}

    def fits(at: int, column: Column) -> bool:
        if (at, column.key) not in known:
            known[at, column.key] = column.fits(cells[at].text)
        return known[at, column.key]

    return [
        lost
        for lost in losses
        if all(fits(at, column) for at, column in enumerate(one for one in columns if one not in lost))
    ]


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
