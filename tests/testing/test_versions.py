"""Made-up second years: their truth is true, and a comparison finds it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

import govperf as gp
from govperf.changes.edits import Edit
from govperf.testing.scores import Score, measure
from govperf.testing.versions import SecondYear, make_disclosure, make_next_year, second_years


@given(second_years())
def test_edits_of_a_second_year_make_it(version: SecondYear) -> None:
    """What a comparison finds makes the second year of the first."""
    assert gp.diff(version.old, version.new).apply(version.old) == version.new


def test_nearly_all_that_was_done_is_found() -> None:
    """Over many documents, precision and recall of every kind are 99 % or better."""
    totals: dict[str, list[int]] = {}
    for seed in range(25):
        version = make_next_year(make_disclosure(Random(seed), projects=40), Random(seed))
        for kind, score in measure(gp.diff(version.old, version.new), version.truth).items():
            counts = totals.setdefault(kind.value, [0, 0, 0])
            for at, count in enumerate((score.found, score.missed, score.made_up)):
                counts[at] += count
    scores = {kind: Score(*counts) for kind, counts in totals.items()}
    assert len(scores) >= 15
    assert {kind: score for kind, score in scores.items() if min(score.precision, score.recall) < 0.99} == {}


def test_the_same_numbers_draw_the_same() -> None:
    """A seed names one document and one second year of it."""
    one, other = (make_next_year(make_disclosure(Random(4)), Random(5)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("seed", range(3))
def test_the_truth_names_what_is_there(seed: int) -> None:
    """Every project that the truth names is in the version that it is said to be in."""
    version = make_next_year(make_disclosure(Random(seed)), Random(seed))
    names = [{project.name for project in one.projects} for one in (version.old, version.new)]
    assert {edit.project for edit in version.truth} - {None} <= names[0]
    assert {edit.project_new for edit in version.truth} - {None} <= names[1]


def test_a_measure_counts_what_was_missed_and_made_up() -> None:
    """An edit of the truth that was not told is missed, one told that is not true is made up."""
    kind = gp.EditKind.GOAL_CHANGED
    scores = measure(
        [Edit(kind, "甲", "甲"), Edit(kind, "乙", "乙")], [Edit(kind, "甲", "甲"), Edit(kind, "丙", "丙")]
    )
    assert scores == {kind: Score(1, 1, 1)}
    assert (scores[kind].precision, scores[kind].recall) == (0.5, 0.5)
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall) == (1.0, 1.0)
