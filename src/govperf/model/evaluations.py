"""The self-evaluation (自评) of a project or department: how the money was spent, and what it scores.

The rules differ from place to place, so all of them are parameters of `Scoring`; its defaults are the practice of provincial
finance systems: the execution rate is 全年执行数 ÷ 全年预算数 and weighs 10, grades are 优 from 90, 良 from 80, 中 from 60, and 差
below, and exactly 90 is 优.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from attrs import field, frozen

from govperf.model.amounts import Money
from govperf.model.indicators import Indicator
from govperf.model.targets import Direction, Target, TargetKind
from govperf.places import Place

__all__ = ["Evaluation", "ExecutionLine", "Scoring"]

_CONTEXT: Final = Context(prec=28)


@frozen(slots=True)
class ExecutionLine:
    """One line of the money matrix: how much was planned, and how much was spent.

    Attributes:
        name: `年度资金总额`, `其中：当年财政拨款`, as printed.
        initial: 年初预算数; None where the print leaves it out.
        revised: 全年预算数.
        executed: 全年执行数.
        weight: 分值.
        rate: the printed execution rate (执行率), `98.5%`.
        score: 得分.
    """

    name: str
    initial: Money | None = None
    revised: Money | None = None
    executed: Money | None = None
    weight: Decimal | None = None
    rate: Target | None = None
    score: Decimal | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @property
    def execution_rate(self) -> Decimal | None:
        """全年执行数 ÷ 全年预算数, as a share of 1; None where one is not printed or nothing was planned."""
        planned, spent = self.revised, self.executed
        if planned is None or spent is None or not planned.amount or planned.unit != spent.unit:
            return None
        return _CONTEXT.divide(spent.amount, planned.amount)


@frozen(slots=True)
class Evaluation:
    """What a self-evaluation says as a whole.

    Attributes:
        lines: the money matrix; the first line is the total (年度资金总额).
        outcome: what was achieved (实际完成情况), markup removed.
        score: the total score (总分).
        grade: the grade as printed (自评等级): 优, 良, 中, 差.
    """

    lines: tuple[ExecutionLine, ...] = ()
    outcome: str | None = None
    score: Decimal | None = None
    grade: str | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)


@frozen(slots=True)
class Scoring:
    """How a place scores; each default is practice, not law.

    Attributes:
        grades: the least score of each grade, the best first.
        lowest: the grade below all of them.
        most: what share of the target counts at most, where more is done than was planned.
    """

    grades: tuple[tuple[str, Decimal], ...] = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)))
    lowest: str = "差"
    most: Decimal = Decimal(1)

    def grade(self, score: Decimal) -> str:
        """The grade of a total score out of 100.

        >>> Scoring().grade(Decimal(90)), Scoring().grade(Decimal("89.99"))
        ('优', '良')
        """
        return next((name for name, least in self.grades if score >= least), self.lowest)

    def score_execution(self, line: ExecutionLine) -> Decimal | None:
        """The score of the money matrix: weight × execution rate, never above the weight; None where one is unknown."""
        rate = line.execution_rate
        return None if rate is None or line.weight is None else line.weight * min(rate, Decimal(1))

    def score_indicator(self, indicator: Indicator) -> Decimal | None:
        """What an indicator scores by its numbers: full where met, else in proportion; None where words decide.

        Where more is better it is weight × actual ÷ target, where less is better weight × target ÷ actual.
        """
        result = indicator.result
        planned = next((target for _, target in indicator.targets if target.clauses), None)
        if result is None or result.weight is None or result.actual is None or planned is None:
            return None
        wanted, found = _number(planned), _number(result.actual)
        if wanted is None or found is None or wanted <= 0 or found < 0:
            return None
        down = indicator.direction is Direction.LOWER
        if down and not found:
            return result.weight
        share = _CONTEXT.divide(wanted, found) if down else _CONTEXT.divide(found, wanted)
        return result.weight * min(share, self.most)


def _number(target: Target) -> Decimal | None:
    """The one number of a target."""
    return target.clauses[0].value if target.kind is TargetKind.QUANTITY else None
