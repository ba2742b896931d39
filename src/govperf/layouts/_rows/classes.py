"""The classes of the rows of a table, where merged cells print each of them once.

A class stands in the first row of its span, or, where the merges are lost and the print was centred, in its middle row:
then the rows before the first class have none, and the spans are found again from the rows where the classes stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

from govperf.grammar.names import parse_class
from govperf.grid import Cell
from govperf.layouts._rows.centred import fit_spans
from govperf.model.indicators import IndicatorClass
from govperf.model.taxonomy import canonical_class

__all__ = ["ClassCells", "assign", "classify_cells"]


@frozen(slots=True, eq=False)
class ClassCells:
    """The class cells that hold for a row."""

    level1: Cell | None = None
    level2: Cell | None = None


def assign(rows: Sequence[ClassCells]) -> list[ClassCells]:
    """The classes of each row, from those printed in it (or reaching over it) and those above it."""
    outer = [row.level1 for row in rows]
    if _starts_blank(outer if any(outer) else [row.level2 for row in rows]):
        centred = _assign_centred(rows)
        if centred is not None:
            return centred
    found: list[ClassCells] = []
    level1: Cell | None = None
    level2: Cell | None = None
    for row in rows:
        if row.level1 is not None and row.level1 is not level1:
            level1, level2 = row.level1, None
        if row.level2 is not None and row.level2 is not row.level1:
            level2 = row.level2
        found.append(ClassCells(level1, level2))
    return found


def classify_cells(cells: ClassCells) -> IndicatorClass:
    """The class that two cells print: names without blanks, weights and notes."""
    texts = tuple(cell.text if cell is not None else None for cell in (cells.level1, cells.level2))
    return _classify(*texts)


@lru_cache(maxsize=4096)
def _classify(first: str | None, second: str | None) -> IndicatorClass:
    level1, note1 = parse_class(first) if first else (None, None)
    level2, note2 = parse_class(second) if second else (None, None)
    return IndicatorClass(
        None, level1, None, level2, canonical_class(None, level1, None, level2), note1, note2
    )


def _starts_blank(cells: Sequence[Cell | None]) -> bool:
    return bool(cells) and cells[0] is None and any(cell is not None for cell in cells)


def _assign_centred(rows: Sequence[ClassCells]) -> list[ClassCells] | None:
    """Each class spread around the row where it stands; None where no spans have all classes in their middle.

    Where several spans would do, those are taken in which fewest classes of level 2 stand under a wrong level 1.
    """
    outer = [row.level1 for row in rows]
    printed = [at for at, cell in enumerate(outer) if cell is not None]
    best = fit_spans(printed, len(rows), lambda lengths: _conflicts(_spread_inner(rows, printed, lengths)))
    if best is None:
        return None if printed else _spread_inner(rows, [], (len(rows),))
    return _spread_inner(rows, printed, best)


def _spread_inner(
    rows: Sequence[ClassCells], printed: Sequence[int], lengths: Sequence[int]
) -> list[ClassCells]:
    """The classes of all rows, if those of level 1 span so many rows each."""
    found: list[ClassCells] = []
    start = 0
    for at, length in enumerate(lengths):
        level1 = rows[printed[at]].level1 if printed else None
        part = [row.level2 for row in rows[start : start + length]]
        inner = [row for row, cell in enumerate(part) if cell is not None]
        spans = fit_spans(inner, len(part), lambda _: 0)
        cells = (
            _carry(part)
            if spans is None
            else [part[row] for row, span in zip(inner, spans, strict=True) for _ in range(span)]
        )
        found += [ClassCells(level1, cell) for cell in cells]
        start += length
    return found


def _conflicts(rows: Sequence[ClassCells]) -> int:
    """How many rows have two levels that disagree."""
    kinds = [classify_cells(row) for row in rows]
    return sum(kind.level2 is not None and kind.canonical is None for kind in kinds) + sum(
        row.level2 is None for row in rows
    )


def _carry(cells: Sequence[Cell | None]) -> list[Cell | None]:
    """Each cell down to the next one; the rows above the first belong to it."""
    current = next((cell for cell in cells if cell is not None), None)
    found: list[Cell | None] = []
    for cell in cells:
        current = cell if cell is not None else current
        found.append(current)
    return found
