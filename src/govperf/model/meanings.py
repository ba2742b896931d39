"""What a target means: which values meet it, which of two asks for more, and whether an actual value meets it.

A clause is an interval of values in the canonical unit of its dimension. A stated sign says its ends; where the print
states none (a bare `100%`), the direction of the indicator does. One target is stricter than another when its interval
lies inside the other's: `≥95%` inside `≥90%`. Nothing is converted by approximation.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import frozen

from govperf._width import fold_head
from govperf.model.targets import Clause, Operator, Target, TargetKind
from govperf.model.units import Unit, find_unit

__all__ = [
    "Assessment",
    "Comparison",
    "Direction",
    "Relation",
    "Verdict",
    "assess",
    "compare",
    "find_direction",
]


class Direction(StrEnum):
    """Which actual values are better."""

    HIGHER = "higher"
    LOWER = "lower"
    EXACT = "exact"


class Relation(StrEnum):
    """How one target stands to another."""

    STRICTER = "stricter"
    LOOSER = "looser"
    EQUAL = "equal"
    INCOMPARABLE = "incomparable"


class Verdict(StrEnum):
    """How an actual value stands to its target."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    UNKNOWN = "cannot judge"


@frozen(slots=True)
class Comparison:
    """How one target stands to another, and why."""

    relation: Relation
    reason: str


@frozen(slots=True)
class Assessment:
    """How an actual value stands to its target.

    Attributes:
        verdict: met, partly, missed, or cannot judge.
        ratio: how much of the target was reached, from 0 to 1, exactly; None where it cannot be judged.
        reason: why.
    """

    verdict: Verdict
    ratio: Fraction | None
    reason: str


@frozen(slots=True)
class _Interval:
    """Values from `low` to `high`; None is without end. The flags say whether the end itself belongs to it."""

    low: Fraction | None = None
    high: Fraction | None = None
    with_low: bool = True
    with_high: bool = True

    def holds(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.with_low and value == self.low)
        below = self.high is None or value < self.high or (self.with_high and value == self.high)
        return above and below

    def within(self, other: _Interval) -> bool:
        """Whether every value of this one is in the other."""
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (other.with_low or not self.with_low)))
        )
        high = other.high is None or (
            self.high is not None
            and (
                self.high < other.high
                or (self.high == other.high and (other.with_high or not self.with_high))
            )
        )
        return low and high


_LOWER_WORDS: Final = (
    "故障率", "故障次数", "故障数", "投诉率", "投诉次数", "投诉量", "投诉数", "差错", "错误率", "误报", "漏报", "逾期", "超时", "事故", "违规",
    "违法", "流失率", "死亡", "发病率", "能耗", "成本", "时限", "时长", "时间", "耗时", "延迟", "丢包", "RTO", "RPO", "批评", "退件率",
    "损耗", "负债", "复发率", "返工", "空置率", "闲置率", "排放", "恢复点", "退单率", "缺陷", "舆情", "信访", "案件数量下降", "费用",
)  # fmt: skip
_HIGHER_WORDS: Final = (
    "使用年限", "使用寿命", "使用周期", "服务时长", "培训时长", "供电时长", "有效工作时间", "正常运行时间", "正常使用", "质保", "开放时间",
    "及时", "完成率", "达标", "处理率", "解决率", "响应率", "修复率", "控制率", "合格", "节约", "降低率", "下降率", "减少率", "压减",
    "压缩", "办结率", "处置率", "服务年限", "存储时间", "保存时间", "课时", "预警", "成本控制", "成本节约", "办理量", "运行时间",
)  # fmt: skip
_TIMES: Final = frozenset({"time", "working day"})
_BY_OPERATOR: Final = {
    Operator.AT_LEAST: Direction.HIGHER, Operator.ABOVE: Direction.HIGHER, Operator.AT_MOST: Direction.LOWER,
    Operator.BELOW: Direction.LOWER, Operator.BETWEEN: Direction.EXACT,
}  # fmt: skip


def find_direction(target: Target, name: str | None = None) -> Direction | None:
    """Which values are better: by the stated sign, else by the name, else by the unit.

    `=` and no sign state no direction of their own (`满意度=100%` asks for much, `投诉=0` for little). None for a target
    without a number.
    """
    if len({_clause_direction(clause, name) for clause in target.clauses}) != 1:
        return None
    return _clause_direction(target.clauses[0], name)


def compare(
    one: Target, other: Target, *, direction: Direction | None = None, name: str | None = None
) -> Comparison:
    """How one target stands to another.

    Args:
        one: the target in question.
        other: the target it is held against.
        direction: which values are better; else it is found from sign, name and unit.
        name: the indicator's name, which tells the direction of a bare number.
    """
    if "".join(one.text.split()) == "".join(other.text.split()) and one.text:
        return Comparison(Relation.EQUAL, "the words are the same")
    if not one.clauses or not other.clauses:
        return Comparison(Relation.INCOMPARABLE, "a target without a number has only its words")
    if len(one.clauses) != len(other.clauses):
        return Comparison(Relation.INCOMPARABLE, "they have different numbers of clauses")
    found = [
        _compare_clauses(left, right, direction, name)
        for left, right in zip(one.clauses, other.clauses, strict=True)
    ]
    return _join(found)


def assess(
    target: Target, actual: Target, *, direction: Direction | None = None, name: str | None = None
) -> Assessment:
    """Whether an actual value meets a target, and how much of it was reached.

    The ratio is actual ÷ target where more is better and target ÷ actual where less is, never above 1.
    """
    if target.kind is TargetKind.QUALITATIVE or len(target.clauses) != 1:
        same = bool(target.text) and target.text == actual.text
        if same:
            return Assessment(Verdict.MET, Fraction(1), "the words are the same")
        return Assessment(Verdict.UNKNOWN, None, "the target has no single number to judge by")
    clause = target.clauses[0]
    if len(actual.clauses) != 1 or actual.clauses[0].value is None:
        return Assessment(Verdict.UNKNOWN, None, "the actual value has no single number")
    unit, reached = find_unit(clause.unit), actual.clauses[0]
    own = find_unit(reached.unit) if reached.unit is not None else unit
    value = None if reached.value is None else own.convert(reached.value, unit)
    if value is None:
        return Assessment(
            Verdict.UNKNOWN, None, f"{reached.unit} cannot be converted to {clause.unit or 'a number'}"
        )
    bounds = _interval(clause, direction or _clause_direction(clause, name), unit)
    if bounds.holds(value):
        return Assessment(Verdict.MET, Fraction(1), "the value lies within the target")
    ratio = _ratio(bounds, value)
    verdict = Verdict.PARTLY if ratio > 0 else Verdict.MISSED
    return Assessment(verdict, ratio, "the value lies outside the target")


def _clause_direction(clause: Clause, name: str | None) -> Direction:
    """The direction of one clause."""
    if clause.operator in _BY_OPERATOR:
        return _BY_OPERATOR[clause.operator]
    if clause.change is not None:
        return Direction.HIGHER
    words = fold_head(f"{clause.subject or ''}{name or ''}")
    if any(word in words for word in _HIGHER_WORDS):
        return Direction.HIGHER
    if any(word in words for word in _LOWER_WORDS) or clause.value == 0:
        return Direction.LOWER
    return Direction.LOWER if find_unit(clause.unit).dimension in _TIMES else Direction.HIGHER


def _interval(clause: Clause, direction: Direction, unit: Unit) -> _Interval:
    """The values that meet a clause, in this unit."""
    size = find_unit(clause.unit)
    value = size.convert(clause.value, unit) if clause.value is not None else None
    upper = size.convert(clause.upper, unit) if clause.upper is not None else None
    match clause.operator:
        case Operator.BETWEEN:
            return _Interval(value, upper)
        case Operator.AT_LEAST | Operator.ABOVE:
            return _Interval(low=value, with_low=clause.operator is Operator.AT_LEAST)
        case Operator.AT_MOST | Operator.BELOW:
            return _Interval(high=value, with_high=clause.operator is Operator.AT_MOST)
        case Operator.EQUAL:
            return _Interval(value, value)
    if direction is Direction.EXACT:
        return _Interval(value, value)
    return _Interval(low=value) if direction is Direction.HIGHER else _Interval(high=value)


def _compare_clauses(
    left: Clause, right: Clause, direction: Direction | None, name: str | None
) -> Comparison:
    """How one clause stands to another."""
    unit, other = find_unit(left.unit), find_unit(right.unit)
    if unit.dimension != other.dimension or (left.per or None) != (right.per or None):
        return Comparison(Relation.INCOMPARABLE, f"{_unit(left)} and {_unit(right)} measure different things")
    if left.change != right.change:
        return Comparison(
            Relation.INCOMPARABLE, "one is a change and the other is not, or they change differently"
        )
    if (left.operator is Operator.ABOUT) != (right.operator is Operator.ABOUT):
        return Comparison(Relation.INCOMPARABLE, "one is only about its number")
    one = _interval(left, direction or _clause_direction(left, name), unit)
    two = _interval(right, direction or _clause_direction(right, name), unit)
    inside, outside = one.within(two), two.within(one)
    if inside and outside:
        return Comparison(Relation.EQUAL, "the same values meet both")
    if inside:
        return Comparison(Relation.STRICTER, "every value that meets it meets the other, and not the reverse")
    if outside:
        return Comparison(Relation.LOOSER, "every value that meets the other meets it, and not the reverse")
    return Comparison(Relation.INCOMPARABLE, "each is met by values that miss the other")


def _join(found: Sequence[Comparison]) -> Comparison:
    """The relation of targets of several clauses: one clause may be stricter as long as none is looser."""
    telling = [one for one in found if one.relation is not Relation.EQUAL]
    if not telling:
        return found[0]
    if any(left.relation is not right.relation for left, right in pairwise(telling)):
        return Comparison(Relation.INCOMPARABLE, "some clauses ask for more and others for less")
    return telling[0]


def _ratio(bounds: _Interval, value: Fraction) -> Fraction:
    """How much of the target a value outside it reaches, from 0 to 1."""
    if bounds.low is not None and value <= bounds.low:
        part, whole = value, bounds.low
    elif bounds.high is not None:
        part, whole = bounds.high, value
    else:
        return Fraction(0)
    return max(Fraction(0), min(Fraction(1), part / whole)) if whole > 0 else Fraction(0)


def _unit(clause: Clause) -> str:
    return (clause.unit or "a bare number") + (f" per {clause.per}" if clause.per else "")
