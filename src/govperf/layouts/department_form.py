"""The department form: what a department states of itself as a whole.

==========  ====================================================================
title       部门整体…绩效目标申报表
published   by departments in Guangdong, beside their project table
blocks      部门名称; 预算整体情况 (pairs of name and amount, two groups side by side); 总体绩效目标; 年度重点工作任务
            (名称, 主要实施内容, 拟投入的资金, 期望达到的目标); 绩效指标 (一级, 二级, 三级指标, 实施周期指标值, 年度指标值)
classes     both levels by name, each printed once for all its indicators
oddities    merged cells whose content slid left or right; a page break that repeats the heads and drops the first column;
            rows that kept one value of two, which is taken for the whole period
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
>>> rows = [["部门名称", "某局"], ["总体绩效目标", "办好政务服务。"], heads,
...         ["", "产出指标", "数量指标", "场次", "≥6次", "≥2次"], ["", "人数", "", "40人", "40人", ""]]
>>> department, = DepartmentForm().read(Grid.of(rows)).disclosure.departments
>>> [(one.name, one.classification.canonical, one.cycle.text) for one in department.statement.indicators]
[('场次', 'output.quantity', '≥6次'), ('人数', 'output.quantity', '40人')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, Final

from attrs import define, evolve, field

from govperf._width import unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.amounts import find_currency_unit, format_amount, is_amount
from govperf.grammar.indicators import LABELS, classify
from govperf.grammar.targets import parse_target
from govperf.grid import Cell, Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._tables import check_same, read_lone_line
from govperf.layouts.base import Evidence, Reading, Role, Survey
from govperf.layouts.totals import check_statement
from govperf.model.departments import BudgetLine, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import Disclosure, Table
from govperf.model.indicators import Indicator
from govperf.model.targets import Target
from govperf.model.taxonomy import LEVEL1, LEVEL2, canonical_class, level1_name, plain_class_name
from govperf.places import Place

__all__ = ["DepartmentForm"]

_NAME, _BUDGET, _GOAL, _TASKS, _INDICATORS = "部门名称", "预算整体情况", "总体绩效目标", "年度重点工作任务", "绩效指标"
_LEVELS: Final = ("一级指标", "二级指标", "三级指标")
_TASK_HEADS: Final = ("名称", "主要实施内容", "拟投入的资金", "期望达到的目标（概述）")
_AMOUNT_HEAD: Final = "预算金额"
_LABELS: Final = (_NAME, _BUDGET, _GOAL, _TASKS, _LEVELS[2])
_LEAST_LABELS: Final = 2
_WIDTH: Final = 6


class DepartmentForm:
    """部门整体预算绩效目标申报表."""

    NAME: ClassVar[str] = "department_form"
    FORM: ClassVar[str] = "department_form"
    TITLE: ClassVar[str] = "部门整体预算绩效目标申报表"

    def identify(self, survey: Survey) -> Evidence:
        """How many of the form's labels are printed; the title speaks for it too."""
        texts = {text for row in survey.heads for text in row}
        found = [label for label in _LABELS if label in texts]
        missed = [label for label in _LABELS if label not in texts]
        title = survey.title
        if title is not None and "整体" in title:
            found.append(title)
        own = [label for label in found if label not in {_NAME, _LEVELS[2]}]
        return Evidence(self.NAME, len(found) >= _LEAST_LABELS and bool(own), tuple(found), tuple(missed))

    def read(self, grid: Grid) -> Reading:
        """Read block after block; a label opens each."""
        reader = _Reader(Draft(grid, self.NAME, self.FORM))
        for row in grid.rows:
            reader.read_row([cell for cell in row if cell])
        departments = tuple(reader.departments())
        for department in departments:
            if department.statement is not None:
                reader.draft.problems += check_statement(department.statement)
        return reader.draft.finish(departments, next((cell.place for cell in grid.cells), None))

    def render(self, disclosure: Disclosure) -> Grid:
        """The form of each department, one below the other."""
        if disclosure.projects:
            raise NotRenderableError(
                f"{self.NAME} has no place for projects",
                hint="render without naming a layout, and each table goes into its own form",
            )
        table = next((table for table in disclosure.tables if table.form == self.FORM), None)
        rows = [row for one in disclosure.departments for row in self._rows(one, table or Table())]
        grid = Grid.of([row + [""] * (_WIDTH - len(row)) for row in rows])
        check_same(disclosure, self.read(grid).disclosure, self.NAME)
        return grid

    def _rows(self, department: Department, table: Table) -> Iterator[list[str]]:
        statement = department.statement or DepartmentStatement()
        unit = f"（{table.currency_unit}）" if table.currency_unit else ""
        yield [table.title or self.TITLE]
        yield [_NAME, department.name or ""]
        yield from _budget_rows(statement.budget, unit)
        if statement.goal is not None:
            yield [_GOAL, statement.goal]
        if statement.tasks:
            yield [_TASKS, *_TASK_HEADS[:2], _TASK_HEADS[2] + unit, _TASK_HEADS[3]]
            for task in statement.tasks:
                yield ["", task.name, task.content or "", format_amount(task.funds), task.expected or ""]
        if statement.indicators:
            yield [_INDICATORS, *_LEVELS, "实施周期指标值", "年度指标值"]
            yield from _indicator_rows(statement.indicators)


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
class _Reader:
    """The form while it is read: the open block, its groups of money, its heads and its open class."""

    draft: Draft
    blocks: list[_Block] = field(factory=list)
    section: Callable[[_Reader, Sequence[Cell]], None] | None = None
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
        if _LEVELS[2] in {cell.head for cell in cells}:
            self._enter_indicators(cells)
        elif label == _NAME:
            self._enter_department(cells)
        elif label.endswith(_GOAL):
            self._read_goal(cells)
        elif label == _TASKS:
            self._mark(cells, Role.HEAD)
            self._find_unit(cells)
            self.section = _Reader.read_task
        elif label == _BUDGET or any(cell.head.startswith(_AMOUNT_HEAD) for cell in cells):
            self._enter_budget(cells)
        elif self.section is not None:
            self.section(self, cells)

    def read_budget(self, cells: Sequence[Cell]) -> None:
        """Names and amounts in turn; a name without an amount behind it has none."""
        names = [index for index, cell in enumerate(cells) if not is_amount(cell.text)]
        for order, (start, end) in enumerate(zip(names, [*names[1:], len(cells)], strict=True)):
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
        if rest[0].head == _INDICATORS:
            self.draft.mark(rest.pop(0), Role.STRUCTURE)
        classes: list[Cell] = []
        while len(rest) > 1 and len(classes) < len(_LEVELS) - 1 and self._is_class(rest):
            classes.append(rest.pop(0))
        self._enter_class(classes)
        if not rest:
            return
        unnamed = len(rest) > 1 and _count_texts(rest) == 1 and rest[0].place.column in self.periods
        name = None if unnamed else rest.pop(0)
        values = self._read_values(name, rest)
        first = name or cells[0]
        self._check(name, values, first)
        text = self.draft.read_text(name)
        self._block().indicators.append(
            Indicator(
                text,
                classify(None, self.level1, None, self.level2),
                **values,
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
            if cell.head != _BUDGET and not cell.head.startswith(_AMOUNT_HEAD)
        ]
        self.section = _Reader.read_budget

    def _enter_indicators(self, cells: Sequence[Cell]) -> None:
        """The heads of the indicators, also where a page break repeats them."""
        self._mark(cells, Role.HEAD)
        self.periods = {}
        for cell in cells:
            if cell.head in LABELS:
                self.periods[cell.place.column or 0] = LABELS[cell.head]
            if cell.head == _LEVELS[2]:
                self.name_column = cell.place.column or 0
        self.section = _Reader.read_indicator

    def _read_goal(self, cells: Sequence[Cell]) -> None:
        self.draft.mark(cells[0], Role.HEAD)
        self._block().goal = self.draft.read_goal(cells[1]) if len(cells) > 1 else None
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
        return not again and _count_texts(rest[1:3]) > 1 and not rest[1].text.strip()[:1] in "≥≤><=≧"

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
            if self.level1 is None or canonical_class(None, self.level1, None, last) is None:
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
        in_place = name is None or name.place.column == self.name_column
        values: dict[str, Target] = {}
        for order, cell in enumerate(cells[: len(periods)]):
            period = self.periods.get(cell.place.column or 0) if in_place else None
            period = period or periods[order]
            text = self.draft.read_text(cell)
            if text is not None and period not in values:
                start = cell.text.find(text[0])
                values[period] = evolve(parse_target(text), place=cell.place.span(start, len(cell.text.rstrip())))
        if not in_place and len(values) < len(periods):
            self.draft.report("period-missing", name)
        return values

    def _check(self, name: Cell | None, values: dict[str, Target], first: Cell) -> None:
        if name is None:
            self.draft.report("name-missing", first)
        if not values:
            self.draft.report("value-missing", first)
        if self.level1 is None and self.level2 is None:
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


def _count_texts(cells: Sequence[Cell]) -> int:
    """How many different texts are printed in these cells; line breaks do not count."""
    return len({unwrap(cell.text).text.strip() for cell in cells})


def _budget_rows(lines: Sequence[BudgetLine], unit: str) -> Iterator[list[str]]:
    """Groups of money two by two, side by side, as the form prints them."""
    groups = list(dict.fromkeys(line.group for line in lines))
    label = _BUDGET
    for at in range(0, len(groups), 2):
        beside = groups[at : at + 2]
        yield [label, *(text for group in beside for text in (group or "", _AMOUNT_HEAD + unit))]
        label = ""
        for pair in zip_longest(*([line for line in lines if line.group == group] for group in beside)):
            texts = [(line.name, format_amount(line.amount)) if line else ("", "") for line in pair]
            yield ["", texts[0][0], "", texts[0][1], *(texts[1] if len(texts) > 1 else ())]


def _indicator_rows(indicators: Sequence[Indicator]) -> Iterator[list[str]]:
    """One row each; a class is printed where it changes."""
    level1: str | None = None
    level2: str | None = None
    for one in indicators:
        kind = one.classification
        changed1 = kind.level1 != level1
        changed2 = changed1 or kind.level2 != level2
        level1, level2 = kind.level1, kind.level2
        yield [
            "",
            (level1 or "") if changed1 else "",
            (level2 or "") if changed2 else "",
            one.name or "",
            one.cycle.text if one.cycle else "",
            one.annual.text if one.annual else "",
        ]
