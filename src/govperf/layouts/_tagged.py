"""Tables with tagged cells while they are read: units, categories and projects a row, and lines around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from attrs import define, evolve, field, frozen

from govperf._width import fold, unwrap
from govperf.grammar.amounts import find_currency_unit
from govperf.grammar.cells import CellText
from govperf.grammar.tagged import is_tagged, parse_tagged, split_goal
from govperf.grammar.titles import find_publisher
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, clean_goal, find_code, read_year
from govperf.layouts._rows.forms import NamedBody
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._tables import read_lone_line
from govperf.layouts.base import Role, is_title
from govperf.layouts.columns import WITHHELD
from govperf.model.amounts import CURRENCY_UNITS, Budget
from govperf.model.disclosures import Problem
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["CATEGORY", "CONTENT", "CellReading", "TaggedReader", "find_heads", "read_tagged_cell"]

CATEGORY: Final = "项目类别"
CONTENT: Final = "项目内容"
_HEADS: Final = {
    "row": r"(?:单位|部门)(?:名称)?[/、及和]*(?:项目|支出)(?:类别|类型|名称)(?:[/、]项目名称)?"
    r"|(?:项目|支出)(?:类别|类型|名称)[/、及和](?:单位|部门)(?:名称)?",
    "number": "序号|编号",
    "category": "(?:项目|支出)(?:类别|类型)",
    "department": "(?:主管)?部门(?:名称)?",
    "unit": "(?:预算|项目|实施|资金使用)?单位(?:名称)?",
    "project": "(?:支出)?项目(?:名称)?",
    "code": "项目(?:代码|编码|编号)",
    "total": r"(?:20\d\d年?|年度|本年度?|当年)*(?:项目|支出)?(?:预算|资金|财政)(?:安排|资金|金额|数|拨款)*|(?:年度)?金额|总计|合计",
    "content": "(?:项目|主要|工作|实施)*(?:内容|概况|简介)(?:及.*)?",
    "indicators": "(?:项目|支出|年度)*绩效指标(?:内容)?|(?:项目|支出|年度)*绩效目标(?:及|和|与)(?:绩效)?指标",
    "goal": "(?:项目|支出|年度|总体)*绩效目标",
}
_PATTERNS: Final = {key: re.compile(pattern) for key, pattern in _HEADS.items()}
_CATEGORY: Final = re.compile(
    r".{2,10}类(?:项目|支出)?|(?:基本|项目)支出|人员经费|公用经费|(?:其他)?运转类.*"
)
_TOTAL: Final = re.compile(r"(?:总|合)计|小计|总额")
_BODY: Final = re.compile(
    r".*(?:局|委|厅|院|校|站|所|部|馆|队|会|处|社|心|办|学|园|政府|公司|街道|镇|乡|室|场|队|本级|机关)(?:\([^()]*\))?"
)
_NAMED: Final = re.compile(
    r"\s*(?:(?:公开|填报|编制|主管|预算)?(?:部门|单位))(?:\(?(?:名称|盖章|公章)\)?)*\s*:\s*(?!人民币|[百千万亿]?元)(\S(?:.*\S)?)\s*"
)
_LONGEST_TITLE: Final = 60
_NOTE: Final = re.compile(r"\s*(?:注|备注|说明|填表说明)\s*[:\d].*", re.DOTALL)


@frozen(slots=True)
class Heads:
    """The columns of a head row by what they hold, and the heads nobody knows."""

    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    currency_unit: str | None = None


def find_heads(row: Sequence[Cell], least: int = 2) -> Heads | None:
    """The head row, if this is one: it needs a column of goals or indicators, and `least` others that are known."""
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    unit = None
    for at, cell in enumerate(row):
        plain, note = plain_head(cell.text) if cell.head else ("", None)
        key = next(
            (key for key, pattern in _PATTERNS.items() if key not in columns and pattern.fullmatch(plain)),
            None,
        )
        if key is not None:
            columns[key] = at
            unit = unit or find_currency_unit(cell.text) or (note if note in CURRENCY_UNITS else None)
        elif cell:
            unknown[at] = plain
    if "indicators" not in columns and "goal" in columns:
        columns["indicators"] = columns.pop("goal")
    known = set(columns) - {"number", "indicators"}
    named = known & {"row", "project", "unit", "category"}
    return (
        Heads(columns, unknown, unit) if "indicators" in columns and named and len(known) >= least else None
    )


class CellReading(NamedTuple):
    """What a cell of goals and indicators says."""

    goal: str | None
    indicators: tuple[Indicator, ...]
    problems: tuple[Problem, ...]


def read_tagged_cell(text: str, place: Place) -> CellReading:
    """Read a cell with tags; what stands before the first of them is the goal."""
    read = parse_tagged(text, place)
    problems = tuple(one for one in read.problems if one.code != "text-unread")
    return CellReading(split_goal(text), read.indicators, problems)


@define
class TaggedReader:
    """A table while it is read: its heads, the category that is open, and the last project.

    Attributes:
        draft: the table.
        read_cell: reads a cell of goals and indicators.
        least: how many heads a head row must have besides that of the indicators.
        heads: the columns that are open.
        category: the category that is open.
        projects: as read so far.
    """

    draft: Draft
    read_cell: Callable[[str, Place], CellReading] = read_tagged_cell
    least: int = 2
    heads: Heads | None = None
    category: str | None = None
    projects: list[Project] = field(factory=list)

    def read(self) -> None:
        """Read all rows."""
        rows = [row for row in self.draft.grid.rows if any(row)]
        for at, row in enumerate(rows):
            found = find_heads(row, self.least)
            if found is not None:
                self._enter_heads(row, found)
            elif self.heads is None or not self._is_row(row):
                for cell in row:
                    if cell and not self._read_line(cell):
                        self.draft.mark(cell, Role.PROBLEM)
                        note = _NOTE.fullmatch(fold(cell.text)) or "。" in cell.text
                        self.draft.report("note" if note else "row-unread", cell)
            else:
                self._read_row(self._place(row), rows[at + 1 :])

    def _enter_heads(self, row: Sequence[Cell], found: Heads) -> None:
        for cell in row:
            self.draft.mark(cell, Role.HEAD)
        if found.currency_unit is not None:
            self.draft.enter_currency_unit(found.currency_unit)
        if self.heads is None and self.draft.currency_unit is None and "total" in found.columns:
            self.draft.report("currency-unknown", row[0])
        self.heads = found

    def _is_row(self, row: Sequence[Cell]) -> bool:
        """Whether a row belongs to the table: several cells, or one that names a unit or category."""
        printed = [cell for cell in row if cell]
        if len(printed) > 1:
            return True
        cell = printed[0]
        text = fold(unwrap(cell.text).text).strip()
        if is_title(cell) or _NAMED.fullmatch(text) or find_currency_unit(text) or _NOTE.fullmatch(text):
            return False
        return is_tagged(cell.text) or bool(_BODY.fullmatch(cell.head) or _CATEGORY.fullmatch(cell.head))

    def _read_line(self, cell: Cell) -> bool:
        """A line around the table; a title may name who publishes, and holds until a line does."""
        text = unwrap(cell.text).text
        named = _NAMED.fullmatch(fold(text))
        if named is not None and not is_title(cell):
            self.draft.mark(cell)
            self.category = None
            self.draft.outline.enter_department(text[slice(*named.span(1))], cell.place)
            return True
        known = read_lone_line(self.draft, cell)
        publisher = (
            find_publisher(text) if is_title(cell) or (not known and self.draft.title is None) else None
        )
        if not known and (publisher is not None or self._is_title(cell)):
            self.draft.mark(cell, Role.TITLE)
            self.draft.title, known = "".join(text.split()), True
            self.draft.fiscal_year = self.draft.fiscal_year or read_year(text)
        if publisher is not None and self.draft.outline.department is None:
            place = CellText.of(cell.text, cell.place).at(*publisher)
            self.draft.outline.enter_department(text[slice(*publisher)], place)
        return known

    def _is_title(self, cell: Cell) -> bool:
        """Whether a first line above the heads is the title, though it speaks of no table."""
        above = self.heads is None and self.draft.title is None
        return above and bool(re.search("绩效|目标", cell.head)) and len(cell.head) <= _LONGEST_TITLE

    def _place(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """The printed cells of a row by what their column holds."""
        assert self.heads is not None
        columns = {at: key for key, at in self.heads.columns.items()}
        return {columns.get(at, f"column {at}"): cell for at, cell in enumerate(row) if cell}

    def _read_row(self, cells: dict[str, Cell], following: Sequence[Sequence[Cell]]) -> None:
        if "number" in cells and not _TOTAL.fullmatch(cells["number"].head):
            self.draft.mark(cells.pop("number"), Role.STRUCTURE)
        first = next(
            (cells[key] for key in ("number", "row", "unit", "category", "project") if key in cells), None
        )
        texts = {"content", "indicators", "goal"} & set(cells)
        if first is not None and _TOTAL.fullmatch(first.head):
            self._read_total(cells, first)
        elif first is None and texts and self.projects and "total" not in cells:
            self._continue(cells)
        elif first is not None and not texts and self._is_heading(cells, first):
            self._read_heading(cells, first, following)
        else:
            self._read_project(cells)

    def _is_heading(self, cells: dict[str, Cell], first: Cell) -> bool:
        """Whether a row without texts names a unit or category, and no project."""
        if self._is_parted:
            return "project" not in cells
        return (
            bool(_CATEGORY.fullmatch(first.head) or _BODY.fullmatch(first.head))
            or self.draft.outline.unit is None
        )

    def _read_total(self, cells: dict[str, Cell], first: Cell) -> None:
        budget = self._read_budget(cells)
        if first.head != "小计":
            self.draft.total = self.draft.total or budget
        for cell in cells.values():
            self.draft.mark(cell, Role.TOTAL)

    def _read_heading(self, cells: dict[str, Cell], first: Cell, following: Sequence[Sequence[Cell]]) -> None:
        """A row of a unit or category; a body right above another one is the department of that."""
        budget = self._read_budget(cells)
        for cell in cells.values():
            self.draft.mark(cell, Role.TOTAL if cell is not first else Role.VALUE)
        name = unwrap(first.text).text.strip()
        if _CATEGORY.fullmatch(first.head):
            self.draft.mark(first, Role.TOTAL)
            self.category = name
            return
        self.category = None
        if self._names_body(following):
            self.draft.outline.enter_department(name, first.place)
        else:
            self.draft.outline.open_unit(name, budget, first.place)

    def _names_body(self, following: Sequence[Sequence[Cell]]) -> bool:
        """Whether the next row names a unit too."""
        cells = (
            self._place(following[0]) if following and find_heads(following[0], self.least) is None else {}
        )
        first = cells.get("row") or cells.get("unit") or cells.get("project")
        if (
            first is None
            or {"content", "indicators", "goal"} & set(cells)
            or (self._is_parted and "project" in cells)
        ):
            return False
        return (
            bool(_BODY.fullmatch(first.head))
            and not _TOTAL.fullmatch(first.head)
            and not _CATEGORY.fullmatch(first.head)
        )

    def _continue(self, cells: dict[str, Cell]) -> None:
        """A row without a name goes on with the project above: a page break parted its cells."""
        last = self.projects[-1]
        goal, indicators, _ = self._read_cell(cells.get("indicators"))
        extras = list(last.extras)
        content = self.draft.read_text(cells.get("content"))
        if content is not None:
            at = next((at for at, (label, _) in enumerate(extras) if label == CONTENT), None)
            if at is None:
                extras.append((CONTENT, content))
            else:
                extras[at] = (CONTENT, extras[at][1] + content)
        self._replace(last, goal, indicators, tuple(extras))

    def _replace(
        self,
        last: Project,
        goal: str | None,
        indicators: tuple[Indicator, ...],
        extras: tuple[tuple[str, str], ...],
    ) -> None:
        whole = "".join(text for text in (last.goal, goal) if text) or None
        new = evolve(last, goal=whole, indicators=(*last.indicators, *indicators), extras=extras)
        self.projects[-1] = new
        if self.draft.outline.unit is not None:
            self.draft.outline.unit.projects[-1] = new

    def _read_project(self, cells: dict[str, Cell]) -> None:
        """The project of a row, under its unit and category."""
        self._enter(cells)
        goal, indicators, withheld = self._read_cell(cells.get("indicators"))
        name = cells.get("project") or (cells.get("row") if "project" not in self._columns else None)
        named = NamedBody.of(name, unwrap(name.text).text.strip(), project=True) if name is not None else None
        first = name or next(iter(cells.values()))
        if name is not None:
            self.draft.mark(name)
        else:
            self.draft.report("project-unnamed", first)
        if withheld:
            self.draft.report("redacted", first)
        printed = named.body.name if named else None
        code = self.draft.read_text(cells.get("code")) or (named.body.code if named else None)
        project = Project(
            printed,
            code or find_code(printed),
            self.draft.read_goal(cells.get("goal")) or goal,
            self._read_budget(cells),
            indicators,
            withheld,
            extras=self._read_extras(cells),
            place=named.place if named else first.place,
        )
        self.projects.append(project)
        self.draft.outline.add(project)

    @property
    def _is_parted(self) -> bool:
        """Whether projects have a column beside that of units and categories."""
        return "project" in self._columns and bool({"row", "unit", "category"} & set(self._columns))

    @property
    def _columns(self) -> Mapping[str, int]:
        assert self.heads is not None
        return self.heads.columns

    def _enter(self, cells: dict[str, Cell]) -> None:
        """Go to the department, unit and category that a row names itself."""
        department = cells.get("department")
        text = self.draft.read_text(department)
        if department is not None and text is not None:
            self.draft.outline.enter_department(text, department.place)
        mixed = cells.get("row") if "project" in self._columns else None
        for cell in (mixed, cells.get("unit"), cells.get("category")):
            text = self.draft.read_text(cell)
            if cell is None or text is None:
                continue
            if cell is cells.get("category") or (cell is mixed and _CATEGORY.fullmatch(cell.head)):
                self.category = text
            else:
                self.draft.outline.enter_unit(text, cell.place)

    def _read_extras(self, cells: dict[str, Cell]) -> tuple[tuple[str, str], ...]:
        """Category, content, and what stands under heads nobody knows."""
        assert self.heads is not None
        extras = [(CATEGORY, self.category)] if self.category is not None else []
        content = self.draft.read_text(cells.get("content"))
        extras += [(CONTENT, content)] if content is not None else []
        for at, label in self.heads.unknown.items():
            text = self.draft.read_text(cells.get(f"column {at}"))
            extras += [(label, text)] if text is not None else []
        return tuple(extras)

    def _read_budget(self, cells: dict[str, Cell]) -> Budget | None:
        cell = cells.get("total")
        money = self.draft.read_money(cell)
        return Budget(money, place=cell.place) if money is not None and cell is not None else None

    def _read_cell(self, cell: Cell | None) -> tuple[str | None, tuple[Indicator, ...], bool]:
        """Goal and indicators of the cell that holds both, and whether they are withheld (略)."""
        if cell is None:
            return None, (), False
        self.draft.mark(cell)
        if cell.head == WITHHELD:
            return None, (), True
        goal, indicators, problems = self.read_cell(cell.text, cell.place)
        self.draft.problems += problems
        return clean_goal(goal) if goal else None, indicators, False
