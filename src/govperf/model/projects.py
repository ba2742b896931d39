"""A project (项目): what the money is for."""

from __future__ import annotations

from attrs import field, frozen

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
