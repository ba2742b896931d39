"""One form while it is read: what its labels say, its money, its indicators, and the project or statement they make."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from attrs import define, evolve, field

from govperf._width import unwrap
from govperf.errors import ParseError
from govperf.grammar.amounts import parse_amount
from govperf.grammar.names import Body, parse_body, parse_project
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, clean_goal, find_code
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._rows.tables import HeadColumn
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, DepartmentStatement, KeyTask
from govperf.model.evaluations import Evaluation, ExecutionLine
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["FUNDS", "Form", "Goal", "NamedBody"]

FUNDS: Final = ("total", "fiscal_appropriation", "special_account", "other")
_WHOLE: Final = ("总目标", "总体目标", "整体目标", "项目总目标", "项目总体目标")


@define
class Goal:
    """A goal as printed, under its label; it may run over several cells."""

    key: str
    label: str
    texts: list[str] = field(factory=list)

    @property
    def text(self) -> str | None:
        """All of it as plain text."""
        return clean_goal("\n".join(self.texts))


@define
class NamedBody:
    """A name with its code and the place where it is printed."""

    body: Body
    cell: Cell

    @property
    def place(self) -> Place:
        """The span of the name in its cell; the whole cell where line breaks lie in it."""
        place = self.cell.place
        return place if "\n" in self.cell.text else place.span(self.body.start, self.body.end)

    @classmethod
    def of(cls, cell: Cell, text: str, *, project: bool = False) -> NamedBody:
        """Read a name; `text` is the part of the cell that holds it."""
        body = parse_project(text) if project else parse_body(text)
        offset = max(cell.text.find(text), 0)
        return cls(evolve(body, start=body.start + offset, end=body.end + offset), cell)


@define
class Form:
    """One form of a project, or of a department as a whole."""

    place: Place | None = None
    project: NamedBody | None = None
    code: str | None = None
    department: NamedBody | None = None
    unit: NamedBody | None = None
    filer: NamedBody | None = None
    goals: list[Goal] = field(factory=list)
    funds: dict[str, Money] = field(factory=dict)
    budget_lines: list[BudgetLine] = field(factory=list)
    tasks: list[KeyTask] = field(factory=list)
    lines: list[ExecutionLine] = field(factory=list)
    score: Decimal | None = None
    grade: str | None = None
    extras: list[tuple[str, str]] = field(factory=list)
    indicators: list[Indicator] = field(factory=list)
    recipients: dict[str, list[Indicator]] = field(factory=dict)
    shares: dict[int, Money] = field(factory=dict)
    columns: dict[str, HeadColumn] = field(factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that belongs to one project."""
        return not (
            self.indicators or self.recipients or self.project or self.goals or self.funds or self.lines
        )

    def goal(self, key: str) -> str | None:
        """The goal of this kind; of two goals, the one that is called the whole one is that of the period."""
        goals = {"goal": [], "cycle_goal": [], "outcome": []}  # type: dict[str, list[Goal]]
        for goal in self.goals:
            if goal.text is not None:
                goals[goal.key].append(goal)
        if len(goals["goal"]) > 1 and not goals["cycle_goal"]:
            whole = next((goal for goal in goals["goal"] if plain_head(goal.label)[0] in _WHOLE), None)
            if whole is not None:
                goals["goal"].remove(whole)
                goals["cycle_goal"].append(whole)
        texts = [goal.text for goal in goals[key] if goal.text]
        return "\n".join(texts) or None

    def read_amount(self, draft: Draft, cell: Cell, text: str | None = None) -> Money | None:
        """An amount of the form; None where the text is none."""
        try:
            money = parse_amount(
                text if text is not None else cell.text, draft.currency_unit, place=cell.place
            )
        except ParseError:
            return None
        draft.mark(cell)
        return money

    def evaluation(self) -> Evaluation | None:
        """What a self-evaluation says as a whole; None where the form is none."""
        outcome = self.goal("outcome")
        if not self.lines and outcome is None and self.score is None and self.grade is None:
            return None
        return Evaluation(tuple(self.lines), outcome, self.score, self.grade)

    def budget(self) -> Budget | None:
        """The budget by source; that of a self-evaluation is what was planned for the whole year (全年预算数)."""
        funds = dict(self.funds)
        for line in self.lines:
            key = _fund_of(line.name)
            if key is not None and line.revised is not None:
                funds.setdefault(key, line.revised)
        found = Budget(*(funds.get(key) for key in FUNDS))
        return found or None

    def make_project(self, indicators: Sequence[Indicator], name: str | None = None) -> Project:
        """The project that the form describes; `name` is the recipient's where a matrix has one for each."""
        column = self.columns.get(name or "")
        share = self.shares.get(column.columns[0]) if column is not None else None
        body = self.project.body if self.project else None
        printed = body.name if body else name
        named = self.project.place if self.project else (column.cell.place if column is not None else None)
        return Project(
            printed,
            self.code or (body.code if body else None) or find_code(printed),
            self.goal("goal"),
            Budget(share) if share is not None else self.budget(),
            tuple(indicators),
            cycle_goal=self.goal("cycle_goal"),
            evaluation=self.evaluation(),
            extras=tuple(self.extras),
            place=named or self.place,
        )

    def make_statement(self) -> DepartmentStatement:
        """What the form states of a department as a whole."""
        return DepartmentStatement(
            tuple(self.budget_lines),
            self.goal("goal"),
            tuple(self.tasks),
            tuple(self.indicators),
            self.goal("cycle_goal"),
            self.evaluation(),
            tuple(self.extras),
            place=self.place,
        )

    def read_name(self, draft: Draft, cell: Cell, text: str, key: str) -> None:
        """Read the name of a project or body; a code that no field holds is kept as printed."""
        named = NamedBody.of(cell, text, project=key == "project")
        if named.body.name is None:
            return
        draft.mark(cell)
        if key == "unit" and self.unit is not None and self.department is None and not self.is_empty:
            return
        setattr(self, key, named)

    def add_extra(self, draft: Draft, label: str, cell: Cell, text: str | None = None) -> None:
        """Keep what the model has no field for."""
        words = unwrap(cell.text).text.strip() if text is None else text.strip()
        draft.mark(cell)
        if words:
            self.extras.append((label, words))


def _fund_of(name: str) -> str | None:
    """Which source of funds a line of the money matrix is; None for one the budget has no place for."""
    from govperf.layouts._rows.heads import read_label

    meaning = read_label(name)
    return meaning.key if meaning is not None and meaning.key in FUNDS else None
