"""The money matrix of a self-evaluation (项目资金 × 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from attrs import evolve, frozen

from govperf._width import fold, unwrap
from govperf.grammar.amounts import find_currency_unit, is_amount
from govperf.grammar.targets import parse_target
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.forms import Form
from govperf.layouts._rows.spans import Sheet
from govperf.layouts.base import Role
from govperf.model.evaluations import ExecutionLine
from govperf.model.targets import Target

__all__ = ["Matrix", "find_matrix"]

_AMOUNTS: Final = ("initial", "revised", "executed")
_KEYS: Final = frozenset({*_AMOUNTS, "rate", "weight", "score"})
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_UNITS: Final = re.compile(r"\((元|千元|万元|百万元|亿元)\)")


@frozen(slots=True, eq=False)
class Matrix:
    """The heads of the matrix: the column of each key."""

    columns: dict[str, int]

    def read_line(self, draft: Draft, sheet: Sheet, row: int, form: Form) -> bool:
        """Read one line into the form; False where the row is none of the matrix."""
        first = min(self.columns.values())
        labels = [cell for column, cell in sheet.printed(row) if column < first]
        cells = {
            key: cell
            for key, column in self.columns.items()
            if (cell := _own(sheet, row, column)) is not None
        }
        amounts = {key: cells[key] for key in _AMOUNTS if key in cells}
        if not all(is_amount(_plain(cell)) for cell in amounts.values()) or not (labels or amounts):
            return False
        name = next((cell for cell in reversed(labels)), None)
        meaning = sheet.label_of(name) if name is not None else None
        if (
            name is not None
            and not amounts
            and (meaning is None or meaning.key in {"goal", "cycle_goal", "outcome"})
        ):
            return False
        for cell in labels:
            draft.mark(cell, Role.STRUCTURE if cell is not name else Role.VALUE)
        if not cells:
            return True
        money = {key: form.read_amount(draft, cell, _plain(cell)) for key, cell in amounts.items()}
        form.lines.append(
            ExecutionLine(
                unwrap(name.text).text.strip() if name else "",
                **money,
                weight=_read_number(draft, cells.get("weight")),
                rate=_read_rate(draft, cells.get("rate")),
                score=_read_number(draft, cells.get("score")),
                place=(name or next(iter(cells.values()))).place,
            )
        )
        return True


def find_matrix(draft: Draft, sheet: Sheet, row: int) -> Matrix | None:
    """The matrix whose heads stand in this row."""
    columns: dict[str, int] = {}
    unit: str | None = None
    planned: int | None = None
    for column, cell in sheet.printed(row):
        meaning = sheet.label_of(cell)
        if meaning is not None and meaning.key in _KEYS and meaning.key not in columns:
            columns[meaning.key] = column
            unit = unit or find_currency_unit(cell.text)
        elif meaning is not None and meaning.key == "total" and columns:
            planned = column
    if planned is not None and "revised" not in columns:
        columns["revised"] = planned
    if sum(key in columns for key in _AMOUNTS) < 2:
        return None
    for _, cell in sheet.printed(row):
        draft.mark(cell, Role.HEAD)
        found = find_currency_unit(cell.text) or (
            match[1] if (match := _UNITS.search(fold(cell.text))) else None
        )
        if found:
            draft.enter_currency_unit(found)
    return Matrix(columns)


def _own(sheet: Sheet, row: int, column: int) -> Cell | None:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) and cells[column] else None


def _plain(cell: Cell) -> str:
    return unwrap(cell.text).text.strip()


def _read_number(draft: Draft, cell: Cell | None) -> Decimal | None:
    if cell is None:
        return None
    found = _NUMBER.fullmatch("".join(fold(cell.text).split()).rstrip("分"))
    draft.mark(cell, Role.VALUE if found else Role.STRUCTURE)
    return Decimal(found[0]) if found else None


def _read_rate(draft: Draft, cell: Cell | None) -> Target | None:
    if cell is None:
        return None
    text = _plain(cell)
    draft.mark(cell)
    return None if text in {"-", "—", "/", "——"} else evolve(parse_target(text), place=cell.place)
