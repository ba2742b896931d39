"""What targets mean: which way is better, which of two is stricter, and whether an actual value keeps one.

A clause becomes the stretch of values that keep it, in the base unit of its dimension; strict is what lies inside.

>>> from govperf.grammar.targets import parse_target
>>> compare_targets(parse_target("≤1小时"), parse_target("60分钟以内")).relation
<Relation.EQUAL: 'equal'>
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from govperf.grammar.lines import squeeze
from govperf.grammar.numerals import format_numeral
from govperf.grammar.targets import parse_target
from govperf.grammar.units import canonical_unit
from govperf.model.targets import (
    Assessment,
    Clause,
    Direction,
    Operator,
    Relation,
    Target,
    TargetComparison,
    TargetKind,
    Verdict,
)

__all__ = ["Meaning", "assess_target", "compare_targets", "meaning_of", "tell_direction"]

_BY_SIGN: Final = {
    Operator.AT_LEAST: Direction.HIGHER,
    Operator.ABOVE: Direction.HIGHER,
    Operator.AT_MOST: Direction.LOWER,
    Operator.BELOW: Direction.LOWER,
    Operator.EQUAL: Direction.EXACT,
    Operator.BETWEEN: Direction.EXACT,
}
_WAITS: Final = frozenset({"time", "working day"})
"""Dimensions of waiting; years and months are how long a thing lasts, and longer is better."""
_GOOD_NAME: Final = re.compile(
    r"率$|率[(].*[)]$|及时|按时|准时|达标|满意|知晓|使用年限|供电时长|服务时长|服务时间|正常|可用|学时|服务期|寿命|质保|合格|平均无故障|志愿|课时|培训"
)
_BAD_RATE: Final = re.compile(
    r"(?:投诉|故障|事故|差错|错误|误差|误报|漏报|误报和漏报|违规|违法|超时|超期|逾期|延误|损失|流失|死亡|伤亡|发病|排放|缺陷|返工|空置|闲置"
    r"|偏差|失误|发案|发生|破损|损坏|失业|辍学|退货|失败|丢包|贫困|复发|感染|不良|负债|超支|变更)率"
)
_BAD_NAME: Final = re.compile(
    r"投诉|故障|事故|差错|错误|误差|误报|漏报|违规|违法|违纪|超时|超期|逾期|延误|延迟|损失|流失|死亡|伤亡|发病|排放|能耗|缺陷|返工|空置|闲置|偏差|浪费|失误|舆情"
    r"|上访|信访|案发|发案|破损|损坏|负面|通报批评|重大.{0,6}事件|时限|时长|时间|响应|成本|费用|单价|支出标准|补助标准|金额|造价|浓度|逾期|RTO|RPO|延时"
)


@frozen(slots=True)
class Meaning:
    """A clause without its wording: equal for `95%以上` and `≥95%`, for `1小时` and `60分钟`.

    Attributes:
        low, high: the ends of the stretch that the print states, in the base unit; both equal where no sign is printed.
        open_low, open_high: whether the end itself is left out.
    """

    subject: str | None
    dimension: str | None
    per: tuple[str, ...]
    change: str | None
    operator: Operator | None
    low: Fraction | None
    high: Fraction | None
    open_low: bool = False
    open_high: bool = False


def meaning_of(clause: Clause, direction: Direction | None = None) -> Meaning:
    """The meaning of a clause; with a direction, a bare number or one with 约 is the bound that it names."""
    unit = canonical_unit(clause.unit) if clause.unit else None
    scale = unit.factor if unit else Fraction(1)
    low = None if clause.value is None else Fraction(clause.value) * scale
    high = low if clause.upper is None else Fraction(clause.upper) * scale
    side = _BY_SIGN.get(clause.operator) if clause.operator else None
    side = direction or Direction.EXACT if side is None else side
    if side is Direction.HIGHER:
        high = None
    elif side is Direction.LOWER:
        low = None
    per = tuple(sorted(re.split(r"[*·×/.•・]", clause.per))) if clause.per else ()
    operator = clause.operator if direction is None else None
    return Meaning(
        clause.subject, unit.dimension if unit else None, per, clause.change, operator, low, high,
        clause.operator is Operator.ABOVE, clause.operator is Operator.BELOW,
    )  # fmt: skip


def tell_direction(target: Target, name: str | None = None) -> Direction:
    """Which way is better: what the sign says; without a sign what the name says; 0 is to be kept low.

    Rates and counts without a sign are better higher, which is how 完成 tables score them.
    """
    for clause in target.clauses:
        if clause.operator in _BY_SIGN:
            return _BY_SIGN[clause.operator]
    words = (name or "") + "".join(clause.subject or "" for clause in target.clauses)
    if target.change is None and (target.value == 0 or _is_bad(words) or _is_wait(target, words)):
        return Direction.LOWER
    return Direction.HIGHER


def _is_wait(target: Target, words: str) -> bool:
    """Whether nothing but a time is promised, as `5分钟响应，1小时解决`: sooner is better unless the name says else."""
    dimensions = {canonical_unit(clause.unit).dimension for clause in target.clauses if clause.unit}
    return bool(dimensions) and dimensions <= _WAITS and _GOOD_NAME.search(words) is None


def _is_bad(words: str) -> bool:
    """Whether a name names something to be kept low: 投诉次数, 办理时限, 故障率, but not 故障修复率."""
    if _BAD_RATE.search(words):
        return True
    return _BAD_NAME.search(words) is not None and _GOOD_NAME.search(words) is None


def compare_targets(
    target: Target, other: Target, *, name: str | None = None, direction: Direction | None = None
) -> TargetComparison:
    """How `target` stands to `other`."""
    if TargetKind.QUALITATIVE in (target.kind, other.kind):
        return _compare_words(target, other)
    if len(target.clauses) != len(other.clauses):
        return TargetComparison(Relation.INCOMPARABLE, "one states more clauses than the other")
    way = direction or _shared_direction(target, other, name)
    if way is None:
        return TargetComparison(Relation.INCOMPARABLE, "one bounds from below, the other from above")
    pairs = [_compare_clauses(*pair, way) for pair in zip(target.clauses, other.clauses, strict=True)]
    relations = {pair.relation for pair in pairs}
    if len(relations) > 1:
        relations.discard(Relation.EQUAL)
    if len(relations) == 1:
        return next(pair for pair in pairs if pair.relation in relations)
    return next(
        (pair for pair in pairs if pair.relation is Relation.INCOMPARABLE),
        TargetComparison(Relation.INCOMPARABLE, "one clause is stricter, another looser"),
    )


def _compare_words(target: Target, other: Target) -> TargetComparison:
    """Words are equal or incomparable."""
    if target.kind is other.kind and _words(target) == _words(other):
        return TargetComparison(Relation.EQUAL, "the same words")
    reason = "both are words" if target.kind is other.kind else "only one states a number"
    return TargetComparison(Relation.INCOMPARABLE, reason)


def _words(target: Target) -> str:
    return squeeze(target.text).rstrip("。;,、!")


def _shared_direction(target: Target, other: Target, name: str | None) -> Direction | None:
    """The direction that a printed sign gives, else the name; None where the two signs contradict."""
    signed = {_BY_SIGN[c.operator] for t in (target, other) for c in t.clauses[:1] if c.operator in _BY_SIGN}
    signed.discard(Direction.EXACT)
    if len(signed) > 1:
        return None
    return signed.pop() if signed else tell_direction(target, name)


def _compare_clauses(clause: Clause, other: Clause, direction: Direction) -> TargetComparison:
    ours, theirs = meaning_of(clause, direction), meaning_of(other, direction)
    if fault := _mismatch(clause, other, ours, theirs):
        return TargetComparison(Relation.INCOMPARABLE, fault)
    inside, around = _lies_in(ours, theirs), _lies_in(theirs, ours)
    if inside and around:
        return _compare_vagueness(clause, other)
    if inside:
        return TargetComparison(Relation.STRICTER, f"{_shown(clause)} keeps {_shown(other)}")
    if around:
        return TargetComparison(Relation.LOOSER, f"{_shown(other)} keeps {_shown(clause)}")
    return TargetComparison(
        Relation.INCOMPARABLE, f"neither of {_shown(clause)} and {_shown(other)} keeps the other"
    )


def _compare_vagueness(clause: Clause, other: Clause) -> TargetComparison:
    """约 leaves room that the same bound without it does not."""
    vague = clause.operator is Operator.ABOUT, other.operator is Operator.ABOUT
    if vague[0] == vague[1]:
        return TargetComparison(Relation.EQUAL, f"{_shown(clause)} means {_shown(other)}")
    return TargetComparison(
        Relation.LOOSER if vague[0] else Relation.STRICTER, "only one of the two says about"
    )


def _mismatch(clause: Clause, other: Clause, ours: Meaning, theirs: Meaning) -> str | None:
    """Why two clauses cannot be compared; None if they can."""
    if ours.dimension != theirs.dimension:
        return f"the units differ: {clause.unit or 'none'} and {other.unit or 'none'}"
    if ours.per != theirs.per:
        return f"the rates differ: per {clause.per or 'nothing'} and per {other.per or 'nothing'}"
    if ours.change != theirs.change:
        return "one is a change, the other is none, or they change in different ways"
    if clause.subject and other.subject and clause.subject != other.subject:
        return f"the subjects differ: {clause.subject} and {other.subject}"
    return None


def _lies_in(inner: Meaning, outer: Meaning) -> bool:
    """Whether all values of the first stretch are values of the second."""
    return _reaches(outer.low, inner.low, outer.open_low and not inner.open_low) and _reaches(
        _negated(outer.high), _negated(inner.high), outer.open_high and not inner.open_high
    )


def _reaches(outer: Fraction | None, inner: Fraction | None, without_end: bool) -> bool:  # noqa: FBT001
    """Whether a stretch that begins at `outer` holds one that begins at `inner`; None is without end."""
    if outer is None or inner is None:
        return outer is None
    return outer < inner or (outer == inner and not without_end)


def _negated(end: Fraction | None) -> Fraction | None:
    return None if end is None else -end


def _shown(clause: Clause) -> str:
    sign = clause.operator if clause.operator not in (None, Operator.BETWEEN) else ""
    upper = "" if clause.upper is None else f"-{format_numeral(clause.upper)}"
    number = "" if clause.value is None else format_numeral(clause.value)
    return f"{sign}{number}{upper}{clause.unit or ''}{f'/{clause.per}' if clause.per else ''}"


def assess_target(
    target: Target,
    actual: Target | Decimal | str,
    *,
    name: str | None = None,
    direction: Direction | None = None,
) -> Assessment:
    """Whether the actual value keeps the target; of several clauses the worst counts."""
    if not isinstance(actual, Target):
        actual = parse_target(actual if isinstance(actual, str) else format_numeral(actual))
    if not target.clauses:
        same = _compare_words(target, actual).relation is Relation.EQUAL
        return _judged(1, "the same words") if same else _unjudged("the target is words, which need a reader")
    if len(target.clauses) != len(actual.clauses):
        return _unjudged("the actual value does not state a number for each clause of the target")
    way = direction or tell_direction(target, name)
    parts = [_assess_clause(*pair, way) for pair in zip(target.clauses, actual.clauses, strict=True)]
    for part in parts:
        if part.ratio is None:
            return part
    worst = min(parts, key=lambda part: (part.verdict is Verdict.MET, part.ratio))
    if worst.verdict is Verdict.MISSED and any(part.verdict is not Verdict.MISSED for part in parts):
        return Assessment(Verdict.PARTLY, worst.ratio, worst.reason)
    return worst


def _assess_clause(clause: Clause, actual: Clause, direction: Direction) -> Assessment:
    bound = meaning_of(clause, direction)
    if actual.unit is None and clause.unit is not None:
        if canonical_unit(clause.unit).dimension == "ratio" and _is_bare_share(clause, actual):
            return _unjudged("the actual value has no unit and may be a share of 1")
        actual = Clause(
            None, actual.operator, actual.value, actual.upper, clause.unit, actual.per, actual.change
        )
    point = meaning_of(actual)
    if bound.dimension != point.dimension or (point.per and point.per != bound.per):
        return _unjudged(f"the units differ: {_shown(clause)} and {_shown(actual)}")
    if actual.change and actual.change != clause.change:
        return _unjudged("the actual value is a change, the target is none or another")
    if _lies_in(point, bound):
        return _judged(1, f"{_shown(actual)} keeps {_shown(clause)}")
    if point.low is None or point.high is None or point.low != point.high:
        return _unjudged(f"{_shown(actual)} may or may not keep {_shown(clause)}")
    return _judged(_ratio(bound, point.low), f"{_shown(actual)} does not keep {_shown(clause)}", met=False)


def _is_bare_share(clause: Clause, actual: Clause) -> bool:
    return bool(
        actual.value is not None
        and clause.value is not None
        and actual.value <= 1 < clause.value
        and actual.value
    )


def _ratio(bound: Meaning, actual: Fraction) -> Fraction:
    """actual ÷ target for what is to be high, target ÷ actual for what is to be low; 0 for a range missed."""
    if bound.high is None and bound.low is not None and bound.low > 0:
        return max(Fraction(0), actual / bound.low)
    if bound.low is None and bound.high is not None and actual > 0:
        return max(Fraction(0), bound.high / actual)
    return Fraction(0)


def _judged(ratio: Fraction | int, reason: str, *, met: bool = True) -> Assessment:
    verdict = Verdict.MET if met else Verdict.PARTLY if ratio else Verdict.MISSED
    return Assessment(verdict, Fraction(ratio), reason)


def _unjudged(reason: str) -> Assessment:
    return Assessment(Verdict.UNKNOWN, None, reason)
