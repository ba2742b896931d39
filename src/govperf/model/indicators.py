"""An indicator (绩效指标) with its class, its targets, and the result that a self-evaluation reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from govperf._width import fold
from govperf.errors import shorten
from govperf.model.targets import Direction, Target
from govperf.places import Place

__all__ = ["PERIODS", "Indicator", "IndicatorClass", "Result"]

PERIODS: Final = ("cycle", "annual", "unlabelled")
"""The periods a target can be for: 实施周期, 年度, and those printed without saying which."""


_UNIT_IN_NAME: Final = re.compile(r"\((?:单位[::]?)?([^()\s=≥≤<>*0-9]{1,8})\)$")


@frozen(slots=True)
class IndicatorClass:
    """The class of an indicator (指标类别): code and name of both levels as printed.

    Attributes:
        level1_code: `1`; None if none is printed.
        level1: `产出指标`, as printed; None if none is printed.
        level2_code: `11`.
        level2: `数量指标`, as printed.
        level1_note: what stands in the brackets behind level 1: its weight (`50分`), range (`0-20分`) or note (`必填`).
        level2_note: the same of level 2.
        canonical: `output.quantity`, … from the taxonomy; None where code and name disagree or none is printed.
    """

    level1_code: str | None = None
    level1: str | None = None
    level2_code: str | None = None
    level2: str | None = None
    canonical: str | None = None
    level1_note: str | None = None
    level2_note: str | None = None


@frozen(slots=True)
class Result:
    """What a self-evaluation (自评) reports of an indicator.

    Attributes:
        actual: the actual value (实际完成值).
        weight: 分值 or 权重; a table of targets may print it too.
        score: 得分.
        reason: why the actual value is off the target, and what is done about it (偏差原因分析及改进措施).
    """

    actual: Target | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None


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
        extras: what the print says besides, each with the head it stands under: a column that govperf has no field for,
            a placeholder left in the name.
    """

    name: str | None = None
    classification: IndicatorClass = IndicatorClass()
    number: int | None = None
    group: int = 1
    cycle: Target | None = None
    annual: Target | None = None
    unlabelled: Target | None = None
    result: Result | None = None
    extras: tuple[tuple[str, str], ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def __repr__(self) -> str:
        """One short line: its name and its targets."""
        said = ", ".join(f"{period} {shorten(target.text)}" for period, target in self.targets)
        return f"<Indicator {shorten(self.name or '?')}{': ' if said else ''}{said}>"

    def _repr_html_(self) -> str:
        """For a notebook: its class, its targets and what they state."""
        from govperf.display.notebooks import format_indicator

        return format_indicator(self)

    @property
    def targets(self) -> Iterator[tuple[str, Target]]:
        """The targets that are printed, each with its period."""
        for period in PERIODS:
            target: Target | None = getattr(self, period)
            if target is not None:
                yield period, target

    @property
    def unit_in_name(self) -> str | None:
        """The unit that closes the name in brackets (`建设面积(亩)`, `使用年限（单位：年）`); None if none does.

        Only a unit that is known counts: `培训人数（含线上）` has none.
        """
        from govperf.grammar.units import find_unit, printed_unit

        found = _UNIT_IN_NAME.search(fold(self.name or "").strip())
        if found is None:
            return None
        words = found[1].lstrip("十百千万亿") or found[1]
        unit = find_unit(words.partition("/")[0])
        return printed_unit(found[1]) if unit and unit == words.partition("/")[0] else None

    @property
    def direction(self) -> Direction | None:
        """Which way a value is better, told from the first target that states a number and the name."""
        targets = [target for _, target in self.targets]
        stating = next((target for target in targets if target.clauses), None)
        return stating.direction(self.name) if stating else None
