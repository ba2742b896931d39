"""A department (部门), its budget units (预算单位) and its own statement (部门整体支出绩效)."""

from __future__ import annotations

from attrs import Factory, field, frozen

from govperf.model.amounts import Budget, Money
from govperf.model.divisions import find_aliases, find_division
from govperf.model.evaluations import Evaluation
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["BudgetLine", "BudgetUnit", "Department", "DepartmentStatement", "KeyTask"]


@frozen(slots=True)
class BudgetUnit:
    """A budget unit (预算单位): the body that spends the money.

    Attributes:
        name: as printed; None where projects stand directly under the department.
        budget: the printed subtotal; None where the form prints none.
        projects: in print order.
    """

    name: str | None
    budget: Budget | None = None
    projects: tuple[Project, ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)


@frozen(slots=True)
class KeyTask:
    """A key task of the year (年度重点工作任务).

    Attributes:
        name: 名称.
        content: 主要实施内容.
        funds: 拟投入的资金.
        expected: 期望达到的目标（概述）.
        extras: what its row says besides, each with the head it stands under: the money by source, ….
    """

    name: str
    content: str | None = None
    funds: Money | None = None
    expected: str | None = None
    extras: tuple[tuple[str, str], ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)


@frozen(slots=True)
class BudgetLine:
    """One line of a department's overall budget (预算整体情况).

    Attributes:
        name: `基本支出`, as printed.
        amount: None where the print leaves it out.
        group: the heading it stands under, `部门预算支出`; None if there is none.
    """

    name: str
    amount: Money | None = None
    group: str | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)


@frozen(slots=True)
class DepartmentStatement:
    """What a department states of itself as a whole (部门整体支出绩效目标).

    Attributes:
        budget: its budget lines (预算整体情况).
        goal: the overall goal (总体绩效目标), markup removed.
        tasks: the key tasks of the year.
        indicators: the indicators of the department, which belong to no project.
        cycle_goal: the goal of several years (中长期目标), where the form has one beside the year's.
        evaluation: what a self-evaluation says of it.
        extras: what the head of its form says besides, each with its label.
    """

    budget: tuple[BudgetLine, ...] = ()
    goal: str | None = None
    tasks: tuple[KeyTask, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    cycle_goal: str | None = None
    evaluation: Evaluation | None = None
    extras: tuple[tuple[str, str], ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def amount(self, name: str) -> Money | None:
        """The amount of the budget line of this name, `项目支出` say; None if there is none."""
        return next((line.amount for line in self.budget if line.name == name), None)


@frozen(slots=True)
class Department:
    """A department (部门, 主管部门).

    Attributes:
        name: as printed; None where the print names none.
        aliases: its other names, read out of the name's own brackets.
        division: the code of its administrative division (GB/T 2260), `440115`; None if unknown.
        units: in order of first appearance.
        statement: its department form; None if it gave none.
    """

    name: str | None
    aliases: tuple[str, ...] = Factory(lambda self: find_aliases(self.name), takes_self=True)
    division: str | None = Factory(lambda self: find_division(self.name), takes_self=True)
    units: tuple[BudgetUnit, ...] = ()
    statement: DepartmentStatement | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)
