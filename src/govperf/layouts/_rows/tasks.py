"""The key tasks of a department form (年度主要任务): name, content, money and what is expected of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from govperf.grammar.amounts import find_currency_unit
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.forms import Form
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._rows.spans import Sheet
from govperf.layouts.base import Role
from govperf.model.departments import KeyTask

__all__ = ["TaskHead", "find_task_head"]

_HEADS: Final = {
    "name": re.compile(
        r"(?:年度|重点|主要|工作)*任务(?:名称|事项)?|任务名称|重点工作(?:名称)?|名称|工作名称"
    ),
    "content": re.compile(r"(?:主要|任务|工作|实施|具体)*(?:实施)?内容"),
    "funds": re.compile(
        r"(?:拟?投入(?:的)?)?(?:预算|资金|涉及)?(?:金额|资金|预算)(?:总额|数)?|总额|小计|预算金额.*"
    ),
    "expected": re.compile(r"(?:期望|预期)?(?:达到)?的?(?:绩效)?目标|预期目标|绩效目标|期望达到的目标"),
}
_TOTAL: Final = re.compile(r"(?:金额|资金)?(?:合计|总计|小计)")


@frozen(slots=True, eq=False)
class TaskHead:
    """The heads of the tasks: the column of each key, and what the other columns are called."""

    columns: dict[str, int]
    others: dict[int, str] = field(factory=dict)

    def read_line(self, draft: Draft, sheet: Sheet, row: int, form: Form) -> bool:
        """Read one task; False where the row is none."""
        cells = {
            key: cell
            for key, column in self.columns.items()
            if (cell := _own(sheet, row, column)) is not None
        }
        name = cells.get("name")
        first = sheet.printed(row)[0][1]
        if first.head and _TOTAL.fullmatch(first.head):
            for _, cell in sheet.printed(row):
                draft.mark(cell, Role.TOTAL)
            return True
        if _is_sub_head(sheet, row):
            for column, cell in sheet.printed(row):
                draft.mark(cell, Role.HEAD)
                self.note(column, cell)
            return True
        label = sheet.label_of(first)
        if (
            name is None
            or len(cells) < 2
            or (label is not None and first is not name and label.key != "group")
        ):
            return False
        text = draft.read_text(name)
        money = form.read_amount(draft, cells["funds"]) if "funds" in cells else None
        form.tasks.append(
            KeyTask(
                text or "",
                draft.read_text(cells.get("content")),
                money,
                draft.read_text(cells.get("expected")),
                tuple(self._extras(draft, sheet, row)),
                place=name.place,
            )
        )
        return True

    def note(self, column: int, cell: Cell) -> None:
        """Keep what a column is called that holds none of the keys."""
        if column not in self.columns.values() and column > self.columns["name"]:
            self.others[column] = "".join(cell.text.split())

    def _extras(self, draft: Draft, sheet: Sheet, row: int) -> Iterator[tuple[str, str]]:
        """What a task prints in the columns that hold none of the keys."""
        for column, label in sorted(self.others.items()):
            text = draft.read_text(_own(sheet, row, column))
            if text:
                yield label, text


def find_task_head(draft: Draft, sheet: Sheet, row: int) -> TaskHead | None:
    """The heads of the tasks, if they stand in this row."""
    columns: dict[str, int] = {}
    for column, cell in sheet.printed(row):
        plain = plain_head(cell.text)[0]
        key = next(
            (key for key, pattern in _HEADS.items() if key not in columns and pattern.fullmatch(plain)), None
        )
        if key is not None:
            if key == "name" and "任务" in plain and any(c < column for c in columns.values()):
                continue
            columns[key] = column
    names = [
        (column, cell)
        for column, cell in sheet.printed(row)
        if _HEADS["name"].fullmatch(plain_head(cell.text)[0])
    ]
    if "name" not in columns or "content" not in columns:
        return None
    columns["name"] = names[-1][0]
    head = TaskHead(columns)
    for column, cell in sheet.printed(row):
        draft.mark(cell, Role.HEAD)
        head.note(column, cell)
        unit = find_currency_unit(cell.text)
        if unit:
            draft.enter_currency_unit(unit)
    return head


def _own(sheet: Sheet, row: int, column: int) -> Cell | None:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) and cells[column] else None


def _is_sub_head(sheet: Sheet, row: int) -> bool:
    """Whether a row parts the head of the money into its sources."""
    printed = sheet.printed(row)
    labels = [sheet.label_of(cell) for _, cell in printed]
    return len(printed) > 1 and all(label is not None for label in labels)
