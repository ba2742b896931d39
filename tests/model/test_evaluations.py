"""The self-evaluation: rates, scores and grades, each by parameters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf import ExecutionLine, Indicator, Money, Result, Scoring, parse_target


def line(revised: str, executed: str, weight: str | None = "10") -> ExecutionLine:
    """A line of the money matrix in 万元."""
    return ExecutionLine(
        "年度资金总额",
        revised=Money(Decimal(revised), "万元"),
        executed=Money(Decimal(executed), "万元"),
        weight=None if weight is None else Decimal(weight),
    )


def test_execution() -> None:
    """The execution rate is what was spent of what was planned, and scores in proportion."""
    half = line("80.00", "40.00")
    assert half.execution_rate == Decimal("0.5")
    assert Scoring().score_execution(half) == Decimal(5)


def test_execution_unknown() -> None:
    """Nothing planned, a missing amount or a missing weight gives no rate and no score."""
    assert line("0", "0").execution_rate is None
    assert ExecutionLine("年度资金总额", revised=Money(Decimal(1), "元")).execution_rate is None
    assert Scoring().score_execution(line("80", "40", None)) is None


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_grades_rise(one: Decimal, other: Decimal) -> None:
    """A higher score never has a worse grade."""
    order = "差中良优"
    low, high = sorted((one, other))
    assert order.index(Scoring().grade(low)) <= order.index(Scoring().grade(high))


@pytest.mark.parametrize(
    ("name", "planned", "actual", "score"),
    [
        ("培训人次", "≥200人次", "200人次", "10"),
        ("培训人次", "≥200人次", "260人次", "10"),
        ("培训人次", "≥200人次", "150人次", "7.5"),
        ("投诉次数", "≤4次", "5次", "8"),
        ("投诉次数", "≤4次", "0次", "10"),
    ],
)
def test_indicator_scores(name: str, planned: str, actual: str, score: str) -> None:
    """An indicator scores in proportion, the other way round where less is better, and never above its weight."""
    one = Indicator(
        name, annual=parse_target(planned), result=Result(parse_target(actual), weight=Decimal(10))
    )
    assert Scoring().score_indicator(one) == Decimal(score)


def test_words_score_nothing() -> None:
    """Where words decide, no score is computed."""
    one = Indicator(
        "效果", annual=parse_target("有效提升"), result=Result(parse_target("已提升"), Decimal(10))
    )
    assert Scoring().score_indicator(one) is None


def test_parameters() -> None:
    """A place with other grades and another cap states them."""
    strict = Scoring(grades=(("合格", Decimal(95)),), lowest="不合格", most=Decimal("1.3"))
    assert (strict.grade(Decimal(95)), strict.grade(Decimal(94))) == ("合格", "不合格")
    one = Indicator(
        "人次", annual=parse_target("≥100人"), result=Result(parse_target("200人"), weight=Decimal(10))
    )
    assert strict.score_indicator(one) == Decimal(13)
