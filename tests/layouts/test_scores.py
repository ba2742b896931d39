"""The arithmetic of self-evaluations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govperf import Evaluation, ExecutionLine, Indicator, Money, Result, parse_target
from govperf.layouts.scores import check_evaluation


def line(rate: str, score: str) -> ExecutionLine:
    """A line of the matrix with 93.1 % executed and a weight of 10."""
    return ExecutionLine(
        "年度资金总额",
        revised=Money(Decimal("702.6"), "万元"),
        executed=Money(Decimal("654.117"), "万元"),
        weight=Decimal(10),
        rate=parse_target(rate),
        score=Decimal(score),
    )


def indicator(weight: str, score: str) -> Indicator:
    """An indicator with its weight and score."""
    return Indicator("人次", result=Result(weight=Decimal(weight), score=Decimal(score)))


@pytest.mark.parametrize("rate", ["93.1%", "93%", "0.931", "93.10%"])
def test_right_rates(rate: str) -> None:
    """A rate is right to half of its last digit, as a percentage or as a share."""
    assert not list(check_evaluation(Evaluation((line(rate, "9.31"),)), ()))


def test_wrong_rate() -> None:
    """A rate that the amounts do not give is named, with the one they give."""
    (problem,) = check_evaluation(Evaluation((line("95%", "9.31"),)), ())
    assert problem.code == "rate-differs"
    assert "93.10%" in problem.message


def test_wrong_execution_score() -> None:
    """The score of the execution is its weight times the rate."""
    (problem,) = check_evaluation(Evaluation((line("93.1%", "10"),)), ())
    assert problem.code == "execution-score-differs"


def test_total() -> None:
    """The total is all scores with that of the execution; a missing score leaves it unchecked."""
    evaluation = Evaluation((line("93.1%", "9.31"),), score=Decimal("97.31"))
    right = [indicator("50", "48"), indicator("40", "40")]
    assert not list(check_evaluation(evaluation, right))
    (problem,) = check_evaluation(evaluation, [indicator("50", "50"), indicator("40", "40")])
    assert problem.code == "score-differs"
    assert not list(check_evaluation(evaluation, [indicator("50", "50"), Indicator("无分")]))


def test_score_above_weight() -> None:
    """A score above its weight is named."""
    (problem,) = check_evaluation(Evaluation(), [indicator("10", "11")])
    assert problem.code == "score-above-weight"
