"""Reads any form that prints an indicator a row: head block, money matrix, goals, table of indicators, and again.

A grid is read row by row. A row of heads opens a table of indicators, and all rows below it belong to it until a row says
that something else begins: a label of the head block, a total, a note, another head. What a form says becomes a project of
its unit and department, or the statement of a department.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from attrs import define, evolve, field

from govperf._width import fold
from govperf.grammar.amounts import find_currency_unit
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.blocks import BlockReader, read_inline
from govperf.layouts._rows.forms import Form
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._rows.long import LongTable
from govperf.layouts._rows.money import Matrix, find_matrix
from govperf.layouts._rows.rows import RowReader
from govperf.layouts._rows.spans import Sheet
from govperf.layouts._rows.tables import TableHead, find_table_head
from govperf.layouts._rows.tasks import TaskHead, find_task_head
from govperf.layouts._tables import PAGE_NUMBER, part_unit, read_lone_line
from govperf.layouts.base import Role, is_title
from govperf.layouts.scores import check_evaluation
from govperf.model.departments import Department
from govperf.model.taxonomy import classes_of
from govperf.places import Place

__all__ = ["FormReader"]

_TOTAL: Final = re.compile(
    r"(?:总分|合计|总计|总得分|小计|得分合计|总分值|分值合计|自评总分|综合得分|总体得分)(?:\(.*\))?"
)
_NOTE: Final = re.compile(
    r"(?:注|备注|说明|填报说明|填表说明|注意事项|填表人|填报人|制表人|联系人|经办人|审核人|联系电话|单位负责人|项目负责人|财务负责人|填报日期|填表日期|负责人|其他需说明的问题|需要说明的问题|财政部门审核意见|审核意见|主管部门意见|财政.*意见|部门意见|附)(?:[::(].*)?",
    re.DOTALL,
)
_STARTS: Final = frozenset({"project", "department", "unit", "filer", "code", "year"})
_ENDS: Final = frozenset(
    {*_STARTS, "goal", "cycle_goal", "outcome", "total", "cycle_total", "score", "grade", "detail"}
)
_EXECUTION: Final = re.compile(r"(?:预算|资金)执行(?:率|情况)?(?:指标)?(?:\(.*\))?")


@define
class FormReader:
    """The forms of one grid while they are read."""

    draft: Draft
    of_department: bool = False
    aliases: Mapping[str, str] = field(factory=dict)
    sheet: Sheet = field(init=False)
    blocks: BlockReader = field(init=False)
    forms: list[Form] = field(factory=list, init=False)
    departments: list[Department] = field(factory=list, init=False)
    long: LongTable = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Look through the merged cells once."""
        self.sheet = Sheet(self.draft.grid, self.aliases)
        self.blocks = BlockReader(self.draft, self.sheet, self.of_department)
        self.long = LongTable(self.draft, self.sheet)

    def read(self) -> tuple[Department, ...]:
        """All departments of the grid, with the projects or the statement that its forms describe."""
        row, rows = 0, len(self.sheet.rows)
        matrix: Matrix | None = None
        tasks: TaskHead | None = None
        while row < rows:
            if not self.sheet.printed(row):
                row += 1
                continue
            head = find_table_head(self.sheet, row)
            if head is not None:
                matrix = tasks = None
                row = self._read_table(head)
                continue
            found = find_matrix(self.draft, self.sheet, row)
            task_head = find_task_head(self.draft, self.sheet, row)
            if found is not None:
                matrix, tasks = found, None
            elif task_head is not None:
                tasks, matrix = task_head, None
            elif not (
                (matrix is not None and matrix.read_line(self.draft, self.sheet, row, self._form()))
                or (tasks is not None and tasks.read_line(self.draft, self.sheet, row, self._form()))
            ):
                matrix = tasks = None
                self._read_line(row)
            row += 1
        return self._finish()

    def _form(self) -> Form:
        """The open form; the first one where none is open."""
        if not self.forms:
            self._begin(None)
        return self.forms[-1]

    def _begin(self, place: Place | None) -> None:
        """Open a form. The bodies named above several forms hold for all of them."""
        last = self.forms[-1] if self.forms else None
        self.forms.append(Form(place))
        self.blocks.below, self.blocks.totals, self.blocks.last_goal = [], [], None
        if last is not None and last.is_empty:
            self.forms.remove(last)
            self.forms[-1] = evolve(last, place=place)

    def _read_line(self, row: int) -> None:
        """A row of the head block, or a line around it."""
        cells = self.sheet.printed(row)
        first = cells[0][1]
        if len(cells) == 1 and is_title(first):
            if self.forms and not self._form().is_empty:
                self._begin(None)
            read_lone_line(self.draft, first)
            unit = find_currency_unit(first.text)
            if unit is not None:
                self.draft.enter_currency_unit(unit)
            return
        label = self.blocks.read_label(first)
        inline = read_inline(first)
        if len(cells) == 1 and inline is not None and inline[0] in {"部门名称", "单位名称", "部门"}:
            self._name_department(first, inline[1])
            return
        if self._starts(label.key if label else None):
            self._begin(first.place)
        if len(cells) == 1 and label is None and read_lone_line(self.draft, first):
            return
        if self._read_total(cells):
            return
        form = self._form()
        form.place = form.place or first.place
        self.blocks.read_row(form, row)

    def _name_department(self, cell: Cell, name: str) -> None:
        """A line of its own above the tables names the department of the forms below it."""
        if self.forms and (self.forms[-1].indicators or self.forms[-1].recipients):
            self._begin(None)
        self._form().read_name(self.draft, cell, part_unit(self.draft, name), "department")

    def _starts(self, key: str | None) -> bool:
        """Whether a label begins the next form: a project after another one, any body after a table."""
        if not self.forms or key not in _STARTS:
            return False
        form = self.forms[-1]
        if form.indicators or form.recipients:
            return True
        return key == "project" and form.project is not None

    def _read_table(self, head: TableHead) -> int:
        """Read a table of indicators; gives the row after it."""
        for cell in head.cells:
            self.draft.mark(cell, Role.HEAD)
        end = self._find_end(head)
        self.blocks.below = []
        rows = [row for row in range(head.end, end) if self._is_data(head, row)]
        if head.recipients:
            rows = [row for row in rows if not self.blocks.read_shares(self._form(), row)]
        if head.project:
            self.long.read(head, rows, self._form())
            return end
        form = self._form()
        form.columns = {
            group.recipient: group.value
            for block in head.blocks
            for group in block.groups
            if group.recipient and group.value is not None
        }
        for one in RowReader(self.draft, self.sheet, head, rows).read():
            if one.recipient is None:
                form.indicators.append(one.indicator)
            else:
                form.recipients.setdefault(one.recipient, []).append(one.indicator)
        form.place = form.place or (head.cells[0].place if head.cells else None)
        return end

    def _is_data(self, head: TableHead, row: int) -> bool:
        """Whether a row of the table says anything of an indicator; heads repeated at page breaks are passed over."""
        cells = self.sheet.printed(row)
        if not cells or self._mark_execution(cells) or self._mark_count(cells):
            return False
        if sum(self.sheet.head_of(cell) is not None for _, cell in cells) >= max(
            2, len(cells) - 1
        ) and not any(classes_of(cell.text) for _, cell in cells):
            for _, cell in cells:
                self.draft.mark(cell, Role.HEAD)
            return False
        del head
        return True

    def _mark_count(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Page numbers inside a table, and the row that counts its columns, are structure."""
        texts = [fold(cell.text).strip() for _, cell in cells]
        counted = (
            len(texts) > 2 and texts == [str(at) for at in range(int(texts[0]), int(texts[0]) + len(texts))]
            if texts[0].isdecimal() and len(texts[0]) < 3
            else False
        )
        if not counted and not (len(cells) == 1 and PAGE_NUMBER.fullmatch(texts[0])):
            return False
        for _, cell in cells:
            self.draft.mark(cell, Role.STRUCTURE)
        return True

    def _mark_execution(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """The line of the execution rate in a table of indicators repeats the money matrix, and is no indicator."""
        first = cells[0][1]
        if not _EXECUTION.fullmatch(first.head):
            return False
        for _, cell in cells:
            self.draft.mark(cell, Role.STRUCTURE)
        return True

    def _find_end(self, head: TableHead) -> int:
        """The first row below a head that is no row of its table."""
        row = head.end
        while row < len(self.sheet.rows):
            cells = self.sheet.printed(row)
            if cells and self._ends(head, row, cells):
                return row
            row += 1
        return row

    def _ends(self, head: TableHead, row: int, cells: Sequence[tuple[int, Cell]]) -> bool:
        column, first = cells[0]
        names = [block.columns["name"].columns[0] for block in head.blocks if "name" in block.columns]
        inner = bool(names) and column >= min(names)
        if len(cells) == 1 and is_title(first):
            return True
        text = fold(first.text).strip()
        if not inner and not head.project and (_TOTAL.fullmatch(first.head) or _NOTE.fullmatch(text)):
            return True
        if head.project:
            return (len(cells) == 1 and bool(_NOTE.fullmatch(text))) or self._is_other_head(head, row)
        meaning = self.blocks.read_label(first)
        if head.recipients and meaning is not None and meaning.key == "total":
            return False
        label = meaning is not None and meaning.key in (_STARTS if inner and len(cells) > 1 else _ENDS)
        return (
            label and (not inner or len(cells) > 1) and not classes_of(first.text)
        ) or self._is_other_head(head, row)

    def _is_other_head(self, head: TableHead, row: int) -> bool:
        """Whether the head of another table begins in a row; the same heads again are a page break."""
        other = find_table_head(self.sheet, row)
        if other is None:
            return find_matrix_quietly(self.sheet, row)
        return [cell.head for cell in other.cells] != [cell.head for cell in head.cells]

    def _read_total(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """The last line of a self-evaluation: 总分, the full marks and the score."""
        first = cells[0][1]
        if not _TOTAL.fullmatch(first.head):
            below = bool(self.forms and (self.forms[-1].indicators or self.forms[-1].recipients)) or bool(
                self.long.projects
            )
            return (below or len(cells) == 1) and _mark_note(self.draft, cells)
        numbers = [number for _, cell in cells[1:] if (number := _number(cell)) is not None]
        for _, cell in cells:
            self.draft.mark(cell, Role.TOTAL)
        if len(numbers) > 1 and self._form().score is None:
            self._form().score = numbers[-1]
        return True

    def _finish(self) -> tuple[Department, ...]:
        """The forms as departments, in print order."""
        outline = self.draft.outline
        for form in self.forms:
            if self.of_department:
                self._add_statement(form)
            elif not form.is_empty:
                self._add_projects(form)
        self.long.finish()
        for form in self.forms:
            evaluation = form.evaluation()
            if evaluation is not None:
                self.draft.problems += check_evaluation(evaluation, form.indicators)
        departments = (*outline.build(), *self.departments)
        if not departments:
            self._note_bodies()
        return departments

    def _note_bodies(self) -> None:
        """The bodies that are named where nothing is said of any."""
        for form in self.forms:
            for body in filter(None, (form.department, form.unit, form.filer)):
                self.draft.report("cell-unused", body.cell)

    def _add_statement(self, form: Form) -> None:
        body = form.department or form.unit or form.filer or form.project
        statement = form.make_statement()
        if form.is_empty and not statement.budget and not statement.tasks:
            return
        if body is None:
            self.draft.report("department-missing")
        self.departments.append(
            Department(
                body.body.name if body else None,
                statement=statement,
                place=body.place if body else form.place,
            )
        )

    def _add_projects(self, form: Form) -> None:
        """One project, or one for each recipient of a matrix who has a target or money, in the order of the columns."""
        outline = self.draft.outline
        department, unit = form.department, form.unit or (form.filer if form.department is None else None)
        outline.enter_department(
            department.body.name if department else None, department.place if department else None
        )
        if form.project is None and not form.recipients:
            self.draft.report("project-unnamed", None)
        if not form.recipients:
            outline.enter_unit(unit.body.name if unit else None, unit.place if unit else None)
            outline.add(form.make_project(form.indicators))
            return
        for recipient, column in form.columns.items():
            if recipient not in form.recipients and column.columns[0] not in form.shares:
                continue
            outline.enter_unit(recipient, column.cell.place)
            indicators = (*form.indicators, *form.recipients.get(recipient, ()))
            outline.add(form.make_project(indicators, recipient))


def find_matrix_quietly(sheet: Sheet, row: int) -> bool:
    """Whether the heads of a money matrix stand in a row."""
    keys = {meaning.key for _, cell in sheet.printed(row) if (meaning := sheet.label_of(cell)) is not None}
    return len(keys & {"initial", "revised", "executed"}) > 1


def _mark_note(draft: Draft, cells: Sequence[tuple[int, Cell]]) -> bool:
    """Signatures are structure; a note is reported with its text, since only a reader can tell what it changes."""
    first = cells[0][1]
    text = fold(first.text).strip()
    if not _NOTE.fullmatch(text):
        return False
    note = plain_head(first.text.partition("：")[0].partition(":")[0])[0] in {
        "注",
        "备注",
        "说明",
        "注意事项",
    }
    if note:
        draft.report("note", first)
    for _, cell in cells:
        draft.mark(cell, Role.PROBLEM if note and cell is first else Role.STRUCTURE)
        unit = find_currency_unit(cell.text)
        if unit is not None:
            draft.enter_currency_unit(unit)
    return True


def _number(cell: Cell) -> Decimal | None:
    found = re.fullmatch(r"-?\d{1,9}(?:\.\d+)?", "".join(fold(cell.text).split()).rstrip("分"))
    return Decimal(found[0]) if found else None
