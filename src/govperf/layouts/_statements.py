"""The department form while it is read: which block is open, which groups of money, heads and classes.

Cells of merged blocks slide left and right in the print, so a row is read by what its cells are (a class, an amount, a
value), and by their columns only where they stand in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import define, evolve, field

from govperf._width import unwrap
from govperf.grammar.amounts import find_currency_unit, is_amount
from govperf.grammar.indicators import LABELS, classify
from govperf.grammar.targets import is_slip, parse_target
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._tables import read_lone_line
from govperf.layouts.base import Role
from govperf.model.departments import BudgetLine, Department, DepartmentStatement, KeyTask
from govperf.model.indicators import Indicator
from govperf.model.targets import Target
from govperf.model.taxonomy import LEVEL1, LEVEL2, belongs, canonical_class, level1_name, plain_class_name
from govperf.places import Place

__all__ = [
    "AMOUNT_HEAD",
    "BUDGET",
    "GOAL",
    "INDICATORS",
    "LEVELS",
    "NAME",
    "TASKS",
    "TASK_HEADS",
    "StatementReader",
]

NAME: Final = "部门名称"
BUDGET: Final = "预算整体情况"
GOAL: Final = "总体绩效目标"
TASKS: Final = "年度重点工作任务"
INDICATORS: Final = "绩效指标"
LEVELS: Final = ("一级指标", "二级指标", "三级指标")
TASK_HEADS: Final = ("名称", "主要实施内容", "拟投入的资金", "期望达到的目标（概述）")
AMOUNT_HEAD: Final = "预算金额"

_SIGNS: Final = frozenset("≥≤><=≧≦＞＜＝")


@define
class _Block:
    """One department while it is read."""

    name: str | None = None
    place: Place | None = None
    budget: list[BudgetLine] = field(factory=list)
    goal: str | None = None
    tasks: list[KeyTask] = field(factory=list)
    indicators: list[Indicator] = field(factory=list)


@define
class StatementReader:
    """The form while it is read: the open block, its groups of money, its heads and its open class."""

    draft: Draft
    blocks: list[_Block] = field(factory=list)
    section: Callable[[StatementReader, Sequence[Cell]], None] | None = None
    groups: list[tuple[str, int]] = field(factory=list)
    periods: dict[int, str] = field(factory=dict)
    name_column: int = 0
    level1: str | None = None
    level2: str | None = None

    def departments(self) -> Iterator[Department]:
        """The departments as read; budget lines stand group by group."""
        for block in self.blocks:
            order = list(dict.fromkeys(line.group for line in block.budget))
            budget = tuple(sorted(block.budget, key=lambda line: order.index(line.group)))
            statement = DepartmentStatement(
                budget, block.goal, tuple(block.tasks), tuple(block.indicators), place=block.place
            )
            yield Department(block.name, statement=statement, place=block.place)

    def read_row(self, cells: Sequence[Cell]) -> None:
        """One row, without its blank cells."""
        if not cells:
            return
        label = cells[0].head
        if len(cells) == 1 and self._is_line(cells[0]):
            return
        if LEVELS[2] in {cell.head for cell in cells}:
            self._enter_indicators(cells)
        elif label == NAME:
            self._enter_department(cells)
        elif label.endswith(GOAL):
            self._read_goal(cells)
        elif label == TASKS:
            self._mark(cells, Role.HEAD)
            self._find_unit(cells)
            self.section = StatementReader.read_task
        elif label == BUDGET or any(cell.head.startswith(AMOUNT_HEAD) for cell in cells):
            self._enter_budget(cells)
        elif self.section is not None:
            self.section(self, cells)

    def read_budget(self, cells: Sequence[Cell]) -> None:
        """Names and amounts in turn; a name without an amount behind it has none."""
        names = [index for index, cell in enumerate(cells) if not is_amount(cell.text)]
        for order, (start, end) in enumerate(pairwise([*names, len(cells)])):
            name, amounts = cells[start], cells[start + 1 : end]
            group = self._group(name, order if len(names) > 1 else None)
            amount = self.draft.read_money(amounts[0]) if amounts else None
            text = self.draft.read_text(name)
            self._block().budget.append(BudgetLine(text or "", amount, group, place=name.place))

    def read_task(self, cells: Sequence[Cell]) -> None:
        """Name, content, funds and expectation, wherever they slid to: the amount parts what is before and after."""
        at = next((index for index, cell in enumerate(cells) if index and is_amount(cell.text)), None)
        before = cells[:at] if at is not None else cells[:2]
        after = cells[at + 1 :] if at is not None else cells[2:]
        read = self.draft.read_text
        self._block().tasks.append(
            KeyTask(
                read(cells[0]) or "",
                read(before[1]) if len(before) > 1 else None,
                self.draft.read_money(cells[at]) if at is not None else None,
                read(after[0]) if after else None,
                place=cells[0].place,
            )
        )

    def read_indicator(self, cells: Sequence[Cell]) -> None:
        """Classes, name and values, wherever they slid to."""
        rest = list(cells)
        if rest[0].head == INDICATORS:
            self.draft.mark(rest.pop(0), Role.STRUCTURE)
        classes: list[Cell] = []
        while len(rest) > 1 and len(classes) < len(LEVELS) - 1 and self._is_class(rest):
            classes.append(rest.pop(0))
        self._enter_class(classes)
        if not rest:
            return
        unnamed = rest[0].place.column in self.periods and (
            (len(rest) > 1 and _count_texts(rest) == 1) or _is_bound(rest[0])
        )
        name = None if unnamed else rest.pop(0)
        values = self._read_values(name, rest)
        first = name or cells[0]
        self._check(name, values, first)
        text = self.draft.read_text(name)
        self._block().indicators.append(
            Indicator(
                text,
                classify(None, self.level1, None, self.level2),
                cycle=values.get("cycle"),
                annual=values.get("annual"),
                unlabelled=values.get("unlabelled"),
                place=first.place.span(0, len(first.text)),
            )
        )

    def _is_line(self, cell: Cell) -> bool:
        """Whether a lone cell is a line around the table; a department named so opens a block."""
        if not read_lone_line(self.draft, cell):
            return False
        named = self.draft.outline.department
        if named is not None and (not self.blocks or self.blocks[-1].name != named.name):
            self.blocks.append(_Block(named.name, named.place))
        return True

    def _enter_department(self, cells: Sequence[Cell]) -> None:
        self.draft.mark(cells[0], Role.HEAD)
        name = self.draft.read_text(cells[1]) if len(cells) > 1 else None
        self.blocks.append(_Block(name, cells[min(1, len(cells) - 1)].place))
        self.section, self.level1, self.level2 = None, None, None

    def _enter_budget(self, cells: Sequence[Cell]) -> None:
        """The headings of the groups of money, and where each stands."""
        self._mark(cells, Role.HEAD)
        self._find_unit(cells)
        self.groups = [
            (unwrap(cell.text).text.strip(), cell.place.column or 0)
            for cell in cells
            if cell.head != BUDGET and not cell.head.startswith(AMOUNT_HEAD)
        ]
        self.section = StatementReader.read_budget

    def _enter_indicators(self, cells: Sequence[Cell]) -> None:
        """The heads of the indicators, also where a page break repeats them."""
        self._mark(cells, Role.HEAD)
        self.periods = {}
        for cell in cells:
            if cell.head in LABELS:
                self.periods[cell.place.column or 0] = LABELS[cell.head]
            if cell.head == LEVELS[2]:
                self.name_column = cell.place.column or 0
        self.section = StatementReader.read_indicator

    def _read_goal(self, cells: Sequence[Cell]) -> None:
        self.draft.mark(cells[0], Role.HEAD)
        block = self._block()
        # A second goal has no place in the model; left unused, its cell is reported, and the first one stays.
        if len(cells) > 1 and block.goal is None:
            block.goal = self.draft.read_goal(cells[1])
        self.section = None

    def _group(self, name: Cell, order: int | None) -> str | None:
        """The heading an amount stands under: by order where the row is full, by the nearest column otherwise."""
        if not self.groups:
            return None
        if order is not None and order < len(self.groups):
            return self.groups[order][0]
        column = name.place.column or 0
        return min(self.groups, key=lambda group: abs(group[1] - column))[0]

    def _is_class(self, rest: Sequence[Cell]) -> bool:
        """Whether the first of these cells is a class and not yet a name.

        An indicator may be called as its class (服务对象满意度): then the class is open already, or its values follow
        at once.
        """
        plain = plain_class_name(rest[0].text)
        if plain not in LEVEL1 and plain not in LEVEL2:
            return False
        if rest[0].head.endswith("指标"):
            return True
        again = self.level2 is not None and plain == plain_class_name(self.level2)
        return not again and _count_texts(rest[1:3]) > 1 and rest[1].text.strip()[:1] not in _SIGNS

    def _enter_class(self, classes: Sequence[Cell]) -> None:
        """Open the classes that a row prints; level 1 follows from level 2 where it is not printed."""
        if not classes:
            return
        names = [self.draft.read_text(cell) for cell in classes]
        last = names[-1]
        if len(names) > 1:
            self.level1, self.level2 = names[0], last
        elif last is not None and self._is_level1(classes[0]):
            self.level1, self.level2 = last, None
        elif last is not None:
            self.level2 = last
            if self.level1 is None or not belongs(last, self.level1):
                self.level1 = level1_name(last)
                self.draft.report("class-derived", classes[0], name=self.level1)

    def _is_level1(self, cell: Cell) -> bool:
        """Whether a lone class is of level 1; 成本 may be of either, and then its column tells."""
        plain = plain_class_name(cell.text)
        if plain in LEVEL1 and plain in LEVEL2:
            return (cell.place.column or 0) < self.name_column - 1
        return plain in LEVEL1

    def _read_values(self, name: Cell | None, cells: Sequence[Cell]) -> dict[str, Target]:
        """The values by period: by column where the row stands in its columns, in order where it slid."""
        periods = list(dict.fromkeys(self.periods.values()))
        in_place = (name is None or name.place.column == self.name_column) and all(
            cell.place.column in self.periods for cell in cells
        )
        values: dict[str, Target] = {}
        for order, cell in enumerate(cells[: len(periods)]):
            period = self.periods.get(cell.place.column or 0) if in_place else None
            period = period or periods[order]
            text = self.draft.read_text(cell) if period not in values else None
            if text is not None:
                start = cell.text.find(text[0])
                values[period] = evolve(
                    parse_target(text), place=cell.place.span(start, len(cell.text.rstrip()))
                )
        if values and len(values) < len(periods):
            self.draft.report("period-missing", name or cells[0])
        return values

    def _check(self, name: Cell | None, values: dict[str, Target], first: Cell) -> None:
        if name is None:
            self.draft.report("name-missing", first)
        if not values:
            self.draft.report("value-missing", first)
        if any(map(is_slip, values.values())):
            self.draft.report("sign-slip", first)
        if self.level2 is None:
            self.draft.report("class-missing", first)
        elif canonical_class(None, self.level1, None, self.level2) is None:
            self.draft.report("class-conflict", first)

    def _block(self) -> _Block:
        """The open department; one without a name if none is named."""
        if not self.blocks:
            self.draft.report("department-missing")
            self.blocks.append(_Block())
        return self.blocks[-1]

    def _mark(self, cells: Sequence[Cell], role: Role) -> None:
        for cell in cells:
            self.draft.mark(cell, role)

    def _find_unit(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self.draft.currency_unit = self.draft.currency_unit or find_currency_unit(cell.text)


def _is_bound(cell: Cell) -> bool:
    """Whether a cell is a value and no name: a sign and a number, and nothing that says of what."""
    clauses = parse_target(unwrap(cell.text).text.strip()).clauses
    return len(clauses) == 1 and clauses[0].operator is not None and clauses[0].subject is None


def _count_texts(cells: Sequence[Cell]) -> int:
    """How many different texts are printed in these cells; line breaks do not count."""
    return len({unwrap(cell.text).text.strip() for cell in cells})
