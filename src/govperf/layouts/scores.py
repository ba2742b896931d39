"""The arithmetic of a self-evaluation, checked while reading: execution rate, its score, and the total score.

The rules are those of provincial practice (`govperf.Scoring`). A printed rate is a percentage, or a share of 1 where it has no
unit and is small; it may differ from the computed one by half of its last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from govperf.model.disclosures import Problem
from govperf.model.evaluations import Evaluation, ExecutionLine, Scoring
from govperf.model.indicators import Indicator
from govperf.model.problems import report
from govperf.model.targets import Target

__all__ = ["check_evaluation"]

_MOST: Final = Decimal(2)
_HUNDRED: Final = Decimal(100)
_HALF: Final = Decimal("0.5")


def check_evaluation(evaluation: Evaluation, indicators: Iterable[Indicator]) -> Iterator[Problem]:
    """What a self-evaluation prints against what follows from its own numbers."""
    for line in evaluation.lines:
        yield from _check_rate(line)
        yield from _check_execution(line)
    scores: list[Decimal | None] = []
    for one in indicators:
        result = one.result
        scores.append(result.score if result is not None else None)
        if (
            result is not None
            and result.score is not None
            and result.weight is not None
            and result.score > result.weight
        ):
            words = {"printed": f"{result.score:f}", "weight": f"{result.weight:f}"}
            yield report("score-above-weight", one.place, one.name, words)
    yield from _check_total(evaluation, scores)


def _check_rate(line: ExecutionLine) -> Iterator[Problem]:
    computed, printed = line.execution_rate, _share(line.rate)
    if computed is None or printed is None or line.rate is None:
        return
    exact = computed * _HUNDRED
    if abs(computed - printed) > _HALF * _last_digit(printed):
        words = {"printed": line.rate.text, "computed": f"{exact:.2f}%"}
        yield report("rate-differs", line.place, line.name, words)


def _check_execution(line: ExecutionLine) -> Iterator[Problem]:
    computed = Scoring().score_execution(line)
    if (
        computed is not None
        and line.score is not None
        and abs(computed - line.score) > _HALF * _last_digit(line.score)
    ):
        words = {"printed": f"{line.score:f}", "weight": f"{line.weight:f}", "computed": f"{computed:.2f}"}
        yield report("execution-score-differs", line.place, line.name, words)


def _check_total(evaluation: Evaluation, scores: list[Decimal | None]) -> Iterator[Problem]:
    """The total against the sum of all scores; not where a score is missing, which may be a blank or a loss."""
    known = [score for score in scores if score is not None]
    if evaluation.score is None or not known or len(known) != len(scores):
        return
    execution = next((line.score for line in evaluation.lines if line.score is not None), None)
    total = sum(known, Decimal(0)) + (execution or 0)
    if abs(total - evaluation.score) > _HALF * _last_digit(evaluation.score):
        words = {"printed": f"{evaluation.score:f}", "computed": f"{total:f}"}
        yield report("score-differs", evaluation.place, None, words)


def _share(rate: Target | None) -> Decimal | None:
    """A printed rate as a share of 1, its digits kept."""
    clause = rate.clauses[0] if rate is not None and len(rate.clauses) == 1 else None
    if clause is None or clause.value is None or clause.unit not in {"%", None}:
        return None
    return clause.value if clause.unit is None and clause.value < _MOST else clause.value.scaleb(-2)


def _last_digit(number: Decimal) -> Decimal:
    """One in the last printed digit."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
