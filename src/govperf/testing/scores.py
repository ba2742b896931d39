"""How well a comparison of two versions found what was done: precision and recall of each kind of edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from govperf.changes.edits import Edit, EditKind

__all__ = ["Score", "measure"]


@frozen(slots=True)
class Score:
    """How many edits of a kind were found, missed, and made up."""

    found: int
    missed: int
    made_up: int

    @property
    def precision(self) -> float:
        """Found of all that were told; 1 where nothing was."""
        return self.found / (self.found + self.made_up) if self.found + self.made_up else 1.0

    @property
    def recall(self) -> float:
        """Found of all that were made; 1 where nothing was."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def measure(found: Iterable[Edit], truth: Iterable[Edit]) -> dict[EditKind, Score]:
    """How well each kind was found: an edit counts where its kind, names, period and field are those of the truth."""
    told, made = Counter(map(_key, found)), Counter(map(_key, truth))
    scores = {}
    for kind in EditKind:
        ours = Counter({key: count for key, count in told.items() if key[0] == kind})
        theirs = Counter({key: count for key, count in made.items() if key[0] == kind})
        if ours or theirs:
            hit = (ours & theirs).total()
            scores[kind] = Score(hit, theirs.total() - hit, ours.total() - hit)
    return scores


def _key(edit: Edit) -> tuple[object, ...]:
    part = edit.field if edit.kind in {EditKind.BUDGET_CHANGED, EditKind.TOTAL_CHANGED} else None
    return (
        edit.kind, edit.project, edit.project_new, edit.indicator, edit.indicator_new, edit.period, part,
    )  # fmt: skip
