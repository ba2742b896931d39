"""A project (项目): what the money is for."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from govperf.errors import shorten
from govperf.model.amounts import Budget
from govperf.model.evaluations import Evaluation
from govperf.model.indicators import Indicator
from govperf.places import Place

__all__ = ["Project"]


@frozen(slots=True)
class Project:
    """A project (项目) with its goal, its budget and its indicators.

    Attributes:
        name: as printed, white space of line wraps removed.
        code: the project code where one is printed; opaque text.
        goal: the performance goal (绩效目标) as plain text: markup and damaged characters removed.
        budget: None where the form has no money.
        indicators: in print order.
        redacted: the print withholds goal and indicators (略): a fact, not an error.
        cycle_goal: the goal of the whole period (中期目标, 实施期目标), where the form has one beside the year's.
        evaluation: what a self-evaluation says of it.
        extras: what the head of its form says besides, each with its label: 项目属性, 项目期, ….
    """

    name: str | None
    code: str | None = None
    goal: str | None = None
    budget: Budget | None = None
    indicators: tuple[Indicator, ...] = ()
    redacted: bool = False
    cycle_goal: str | None = None
    evaluation: Evaluation | None = None
    extras: tuple[tuple[str, str], ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def __repr__(self) -> str:
        """One short line: name, money, and how much it holds."""
        money = self.budget.total if self.budget else None
        amount = f"{money.amount:,f} {money.unit or ''}, ".replace(" ,", ",") if money else ""
        return f"<Project {shorten(self.name or '?')}: {amount}{len(self.indicators)} indicators>"

    def __len__(self) -> int:
        """How many indicators it has."""
        return len(self.indicators)

    def __iter__(self) -> Iterator[Indicator]:
        """Indicator by indicator, in print order."""
        return iter(self.indicators)

    def __bool__(self) -> bool:
        """True, even without indicators: it is a project."""
        return True

    def _repr_html_(self) -> str:
        """For a notebook: goal, money and indicators."""
        from govperf.display.notebooks import format_project

        return format_project(self)
