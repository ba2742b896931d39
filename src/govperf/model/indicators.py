"""An indicator (绩效指标) with its class, its targets, and the result that a self-evaluation reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from govperf.model.targets import Target
from govperf.places import Place

__all__ = ["PERIODS", "Indicator", "IndicatorClass", "Result"]

PERIODS: Final = ("cycle", "annual", "unlabelled")
"""The periods a target can be for: 实施周期, 年度, and those printed without saying which."""


@frozen(slots=True)
class IndicatorClass:
    """The class of an indicator (指标类别): code and name of both levels as printed.

    Attributes:
        level1_code: `1`; None if none is printed.
        level1: `产出指标`, as printed; None if none is printed.
        level2_code: `11`.
        level2: `数量指标`, as printed.
        canonical: `output.quantity`, … from the taxonomy; None where code and name disagree or none is printed.
    """

    level1_code: str | None = None
    level1: str | None = None
    level2_code: str | None = None
    level2: str | None = None
    canonical: str | None = None


@frozen(slots=True)
class Result:
    """What a self-evaluation (自评) reports of an indicator.

    Attributes:
        actual: the actual value (实际完成值).
        weight: 分值 or 权重.
        score: 得分.
    """

    actual: Target | None = None
    weight: Decimal | None = None
    score: Decimal | None = None


@frozen(slots=True)
class Indicator:
    """An indicator (绩效指标).

    Attributes:
        number: the running number as printed (`3、` is 3); None where the form numbers none.
        group: 1, and one more each time the numbering starts again inside a cell.
        classification: its class; empty where none is printed.
        name: None where the print gives none.
        cycle: the target of the whole period (实施周期指标值).
        annual: the target of the year (年度指标值).
        unlabelled: a target printed without saying for which period.
        result: what a self-evaluation says of it.
    """

    name: str | None = None
    classification: IndicatorClass = IndicatorClass()
    number: int | None = None
    group: int = 1
    cycle: Target | None = None
    annual: Target | None = None
    unlabelled: Target | None = None
    result: Result | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @property
    def targets(self) -> Iterator[tuple[str, Target]]:
        """The targets that are printed, each with its period."""
        for period in PERIODS:
            target: Target | None = getattr(self, period)
            if target is not None:
                yield period, target
