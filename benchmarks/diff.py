"""How much of what changed is found, how fast, and in how much memory.

    python benchmarks/diff.py [--large]

Makes second years with known truth and prints precision and recall of every kind of edit; compares pairs found by names alone
with a baseline (exact names, then one ratio and an assignment); with `--large`, 10,000 against 10,000 projects.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

import attrs

import govperf as gp
from govperf.testing.scores import Score, measure
from govperf.testing.versions import SecondYear, make_disclosure, make_next_year

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENTS, PROJECTS = 150, 40
SEED = 20_000
NAMES = 1_900


def measure_kinds(versions: Iterable[SecondYear]) -> dict[gp.EditKind, Score]:
    """The scores of each kind, added over documents."""
    counts: dict[gp.EditKind, list[int]] = defaultdict(lambda: [0, 0, 0])
    for version in versions:
        changes = gp.diff(version.old, version.new)
        assert changes.apply(version.old) == version.new
        for kind, score in measure(changes, version.truth).items():
            for at, count in enumerate((score.found, score.missed, score.made_up)):
                counts[kind][at] += count
    return {kind: Score(*counts[kind]) for kind in gp.EditKind if kind in counts}


def true_pairs(version: SecondYear) -> dict[str, str | None]:
    """What each old name is called in the new version; None where it is gone."""
    pairs: dict[str, str | None] = {one.name: one.name for one in version.old.projects if one.name}
    for edit in version.truth:
        if edit.kind in {gp.EditKind.PROJECT_RENAMED, gp.EditKind.PROJECT_MOVED}:
            pairs[edit.project] = edit.project_new
        elif edit.kind in {
            gp.EditKind.PROJECT_REMOVED,
            gp.EditKind.PROJECT_SPLIT,
            gp.EditKind.PROJECT_MERGED,
        }:
            pairs[edit.project] = None
    return pairs


def pair_plainly(old: list[str], new: list[str]) -> dict[str, str]:
    """The baseline: equal names, then the ratio of the rest, assigned as a whole."""
    from rapidfuzz import fuzz, process
    from scipy.optimize import linear_sum_assignment

    pairs = {name: name for name in set(old) & set(new)}
    left, right = [name for name in old if name not in pairs], [name for name in new if name not in pairs]
    if left and right:
        scores = process.cdist(left, right, scorer=fuzz.ratio, workers=1)
        rows, columns = linear_sum_assignment(-scores)
        pairs |= {left[r]: right[c] for r, c in zip(rows, columns, strict=True) if scores[r, c] >= 60}
    return pairs


def names_only(one: gp.Disclosure) -> gp.Disclosure:
    """The disclosure with nothing but the names of its projects."""
    departments = (
        attrs.evolve(
            department,
            units=tuple(
                attrs.evolve(unit, projects=tuple(gp.Project(project.name) for project in unit.projects))
                for unit in department.units
            ),
        )
        for department in one.departments
    )
    return attrs.evolve(one, departments=tuple(departments))


def compare_names() -> None:
    """Pairs by names alone, and with all that the tables say, against the baseline."""
    version = make_next_year(make_disclosure(Random(SEED), projects=NAMES), Random(SEED))
    truth = true_pairs(version)
    old, new = ([one.name or "" for one in side.projects] for side in (version.old, version.new))
    bare = names_only(version.old), names_only(version.new)
    ways = {
        "baseline (names)": lambda: pair_plainly(old, new),
        "govperf (names)": lambda: {one.project: one.project_new for one in gp.diff(*bare).matches},
        "govperf (tables)": lambda: {
            one.project: one.project_new
            for one in gp.diff(version.old, version.new).matches
            if not one.of_indicators
        },
    }
    print(f"\n{len(old)} projects against {len(new)}: pairs right, seconds")
    for name, way in ways.items():
        start = time.perf_counter()
        found = way()
        seconds = time.perf_counter() - start
        right = sum(found.get(one) == other for one, other in truth.items())
        print(f"  {name:20} {right / len(truth):.4f}  {seconds:.2f}")


def compare_large(size: int = 10_000) -> None:
    """Time and memory for very many projects."""
    version = make_next_year(make_disclosure(Random(SEED), projects=size), Random(SEED))
    start = time.perf_counter()
    changes = gp.diff(version.old, version.new)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"\n{len(version.old.projects)} × {len(version.new.projects)} projects: {seconds:.1f} s, {peak:.2f} GB, {len(changes)} edits"
    )


def main() -> None:
    """Print everything."""
    versions = (
        make_next_year(make_disclosure(Random(SEED + at), projects=PROJECTS), Random(SEED + at))
        for at in range(DOCUMENTS)
    )
    print("| kind | edits | precision | recall |\n| --- | --- | --- | --- |")
    for kind, score in measure_kinds(versions).items():
        print(f"| {kind} | {score.found + score.missed} | {score.precision:.4f} | {score.recall:.4f} |")
    compare_names()
    if "--large" in sys.argv:
        compare_large()


if __name__ == "__main__":
    main()
