"""What targets mean: direction, comparison, assessment, and the columns they come in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.grammar.meanings import meaning_of
from govperf.grammar.targets import parse_target
from govperf.model.indicators import Indicator
from govperf.model.targets import Direction, Relation, Target, TargetKind, Verdict

SIGNS = st.sampled_from(["", "≥", ">", "≤", "<", "=", "约", "不少于"])
TEXTS = st.builds(
    "{}{}{}".format, SIGNS, st.integers(0, 200), st.sampled_from(["%", "个", "分钟", "小时", "次/月", ""])
)
OPPOSITE = {Relation.STRICTER: Relation.LOOSER, Relation.LOOSER: Relation.STRICTER}


@given(TEXTS)
def test_a_target_equals_itself(text: str) -> None:
    """Compared with itself a target is equal."""
    assert parse_target(text).compare(parse_target(text)).relation is Relation.EQUAL


@given(TEXTS, TEXTS, st.none() | st.sampled_from(Direction))
def test_comparison_turns_round(first: str, second: str, direction: Direction | None) -> None:
    """What is stricter one way is looser the other way."""
    one, other = parse_target(first), parse_target(second)
    there = one.compare(other, name="响应时间", direction=direction or Direction.LOWER).relation
    back = other.compare(one, name="响应时间", direction=direction or Direction.LOWER).relation

    assert OPPOSITE.get(there, there) is back


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_ratio_is_actual_over_target(target: int, actual: int) -> None:
    """A target to be reached is met, or kept by the exact share."""
    found = parse_target(f"≥{target}个").assess(f"{actual}个")

    assert found.ratio == (1 if actual >= target else Fraction(actual, target))
    assert (found.verdict is Verdict.MET) == (actual >= target)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_ratio_of_a_limit_is_target_over_actual(target: int, actual: int) -> None:
    """A limit is met, or overrun by the exact share."""
    found = parse_target(f"≤{target}天").assess(f"{actual}天")

    assert found.ratio == (1 if actual <= target else Fraction(target, actual))


@given(TEXTS, st.text() | TEXTS)
def test_any_actual_value_has_an_answer(target: str, actual: str) -> None:
    """Judging never raises, and only what can be judged has a ratio."""
    found = parse_target(target).assess(actual)

    assert (found.ratio is None) == (found.verdict is Verdict.UNKNOWN)
    assert found.reason


@given(st.integers(0, 9999), st.sampled_from("≥≤><="), st.sampled_from(["%", "个", "万元"]))
def test_columns_give_the_target_of_their_joined_text(value: int, sign: str, unit: str) -> None:
    """`Target.of` reads sign, value and unit as one text."""
    assert Target.of(sign, str(value), unit) == parse_target(f"{sign}{value}{unit}")


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("≥95%", "95%以上", Relation.EQUAL),
        ("≤1小时", "60分钟以内", Relation.EQUAL),
        ("1小时", "60分钟", Relation.EQUAL),
        ("95%", "≥95%", Relation.EQUAL),
        ("300元/人·月", "300元/月·人", Relation.EQUAL),
        ("满意", "满意。", Relation.EQUAL),
        ("≥95%", "≥90%", Relation.STRICTER),
        (">90%", "≥90%", Relation.STRICTER),
        ("90%-95%", "≥90%", Relation.STRICTER),
        ("≤3天", "≤2天", Relation.LOOSER),
        ("约30分钟", "≤30分钟", Relation.LOOSER),
        ("5分钟响应，1小时解决", "5分钟响应，2小时解决", Relation.STRICTER),
        ("5分钟响应，2小时解决", "6分钟响应，1小时解决", Relation.INCOMPARABLE),
        ("1次/月", "1次/年", Relation.INCOMPARABLE),
        ("≥90%", "≤90%", Relation.INCOMPARABLE),
        ("95", "95%", Relation.INCOMPARABLE),
        ("10台", "10套", Relation.INCOMPARABLE),
        ("提高5%", "降低5%", Relation.INCOMPARABLE),
        ("满意", "≥90%", Relation.INCOMPARABLE),
        ("满意", "优", Relation.INCOMPARABLE),
        ("1天", "1天响应，2天解决", Relation.INCOMPARABLE),
        ("甲投诉≤1次", "乙投诉≤1次", Relation.INCOMPARABLE),
        ("80%-90%", "85%-95%", Relation.INCOMPARABLE),
    ],
)
def test_comparisons(one: str, other: str, relation: Relation) -> None:
    """How pairs of printed targets stand to each other, by the name of a time to be kept short."""
    found = parse_target(one).compare(parse_target(other), name="响应时间" if "分钟" in one else None)

    assert (found.relation, bool(found.reason)) == (relation, True)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "ratio"),
    [
        ("≥95%", "96.2%", Verdict.MET, 1),
        ("≥95%", "96.2", Verdict.MET, 1),
        ("≥95%", Decimal(90), Verdict.PARTLY, Fraction(18, 19)),
        ("≥95%", "0.96", Verdict.UNKNOWN, None),
        ("≥95%", "约", Verdict.UNKNOWN, None),
        ("≥95%", "≥90%", Verdict.UNKNOWN, None),
        ("≥90%", "≥95%", Verdict.MET, 1),
        ("≤1小时", "90分钟", Verdict.PARTLY, Fraction(2, 3)),
        ("≤0", "1", Verdict.MISSED, 0),
        ("=5个", "6个", Verdict.MISSED, 0),
        ("80%-90%", "85%", Verdict.MET, 1),
        ("80%-90%", "95%", Verdict.MISSED, 0),
        ("10台", "10套", Verdict.UNKNOWN, None),
        ("满意", "满意", Verdict.MET, 1),
        ("满意", "良好", Verdict.UNKNOWN, None),
        ("5分钟响应，1小时解决", "5分钟响应，1小时解决", Verdict.MET, 1),
        ("培训3次，发放5份", "培训3次，发放4份", Verdict.PARTLY, Fraction(4, 5)),
        ("培训3次，发放5份", "3次", Verdict.UNKNOWN, None),
    ],
)
def test_assessments(
    target: str, actual: str | Decimal, verdict: Verdict, ratio: Fraction | int | None
) -> None:
    """What actual values make of printed targets."""
    found = parse_target(target).assess(actual)

    assert (found.verdict, found.ratio) == (verdict, ratio)


@pytest.mark.parametrize(
    ("text", "name", "direction"),
    [
        ("100", "故障解决完成率（%）", Direction.HIGHER),
        ("≥95%", "投诉率", Direction.HIGHER),
        ("≤10次", None, Direction.LOWER),
        ("=1个", None, Direction.EXACT),
        ("3-5天", None, Direction.EXACT),
        ("100%", "完成率", Direction.HIGHER),
        ("2小时", "市电断电后供电时长", Direction.HIGHER),
        ("2小时", "故障响应时间", Direction.LOWER),
        ("98%", "故障修复率", Direction.HIGHER),
        ("1%", "设备故障率", Direction.LOWER),
        ("0次", None, Direction.LOWER),
        ("100万元", "项目总成本", Direction.LOWER),
        ("降低5%", "能耗", Direction.HIGHER),
        ("满意", None, Direction.HIGHER),
    ],
)
def test_directions(text: str, name: str | None, direction: Direction) -> None:
    """The sign tells which way is better, without a sign the name does."""
    assert parse_target(text).direction(name) is direction


def test_direction_may_be_given() -> None:
    """A caller who knows better overrides what would be told."""
    target = parse_target("20人")

    assert target.assess("30人", direction=Direction.LOWER).ratio == Fraction(2, 3)
    assert target.assess("30人").verdict is Verdict.MET


def test_meaning_forgets_the_wording() -> None:
    """`95%以上` and `≥95%` keep their texts and have one meaning."""
    one, other = parse_target("95%以上"), parse_target("≥95%")

    assert one != other
    assert meaning_of(one.clauses[0]) == meaning_of(other.clauses[0])


def test_accessors_answer_for_one_clause_alone() -> None:
    """A target of several clauses, or of none, has no value of its own."""
    one, several = parse_target("人均提高≥5元/月"), parse_target("简单查询≤3S，复杂查询≤5S")

    assert (one.operator, one.value, one.upper, one.unit, one.per, one.change) == (
        ">=",
        5,
        None,
        "元",
        "月",
        "increase",
    )
    assert one.subject == "人均"
    assert (several.operator, several.value, several.upper, several.unit, several.per) == (None,) * 5
    assert (several.subject, several.change, several.kind, str(several)) == (
        None,
        None,
        TargetKind.COMPOUND,
        several.text,
    )


@pytest.mark.parametrize(
    ("name", "unit"),
    [("建设面积(亩)", "亩"), ("使用年限（单位：年）", "年"), ("投资（万元）", "万元"), ("满意度（%）", "%"), ("单价（元/人）", "元/人"),
     ("培训（含线上）", None), ("培训", None), (None, None), ("完成率(≥**%)", None)],
)  # fmt: skip
def test_unit_in_name(name: str | None, unit: str | None) -> None:
    """A known unit in brackets at the end of the name is the unit of a bare number."""
    assert Indicator(name=name).unit_in_name == unit


def test_direction_of_an_indicator() -> None:
    """An indicator knows its direction from its first number and its name, and has none without a number."""
    assert Indicator(name="响应时间", annual=parse_target("2小时")).direction is Direction.LOWER
    assert Indicator(name="效果", annual=parse_target("满意")).direction is None
