"""What changed between two versions of a disclosure: edits for people, each with the steps that make it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

import attrs
from attrs import evolve, frozen

from govperf.changes.pairings import KnownPair
from govperf.changes.patches import Patch, apply_patches
from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.places import Place

__all__ = ["COLUMNS", "Changes", "Edit", "EditKind", "Match", "Row", "Side", "apply_edits"]

Row: TypeAlias = dict[str, str | int | Decimal | None]

COLUMNS: Final = (
    "kind", "project", "project_new", "indicator", "indicator_new", "period", "field", "old", "new", "score", "reason",
    "old_row", "new_row",
)  # fmt: skip
"""The columns of an edit's row, in order."""


class EditKind(StrEnum):
    """What kind of change an edit is, in the order in which a reviewer reads them."""

    DEPARTMENT_RENAMED = "department-renamed"
    DEPARTMENT_CHANGED = "department-changed"
    """What the head of a department's own form says besides."""
    UNIT_RENAMED = "unit-renamed"
    PROJECT_ADDED = "project-added"
    PROJECT_REMOVED = "project-removed"
    PROJECT_RENAMED = "project-renamed"
    PROJECT_MOVED = "project-moved"
    PROJECT_SPLIT = "project-split"
    PROJECT_MERGED = "project-merged"
    PROJECT_CHANGED = "project-changed"
    """The code, whether it is withheld, or what the form says besides."""
    BUDGET_CHANGED = "budget-changed"
    TOTAL_CHANGED = "total-changed"
    """A printed subtotal of a unit, or the grand total of a table."""
    LINE_ADDED = "line-added"
    """A budget line of the department form; `field` names the line."""
    LINE_REMOVED = "line-removed"
    LINE_CHANGED = "line-changed"
    GOAL_CHANGED = "goal-changed"
    TASK_ADDED = "task-added"
    """A key task of the department form; `field` names the task."""
    TASK_REMOVED = "task-removed"
    TASK_RENAMED = "task-renamed"
    TASK_CHANGED = "task-changed"
    INDICATOR_ADDED = "indicator-added"
    INDICATOR_REMOVED = "indicator-removed"
    INDICATOR_RENAMED = "indicator-renamed"
    INDICATOR_RECLASSIFIED = "indicator-reclassified"
    INDICATOR_CHANGED = "indicator-changed"
    """What the print says of an indicator besides name, class and targets."""
    TARGET_LOOSER = "target-looser"
    TARGET_VAGUER = "target-vaguer"
    TARGET_STRICTER = "target-stricter"
    TARGET_CONCRETER = "target-concreter"
    TARGET_UNIT = "target-unit"
    TARGET_INCOMPARABLE = "target-incomparable"
    TARGET_REWORDED = "target-reworded"
    """Other words, the same meaning."""
    RESULT_CHANGED = "result-changed"
    """What a self-evaluation reports of an indicator: actual value, weight, score, reason."""
    EVALUATION_CHANGED = "evaluation-changed"
    """What a self-evaluation says as a whole."""


@frozen(slots=True)
class Edit:
    """One thing that changed.

    Attributes:
        kind: what kind of change.
        project: the project's name in the old version; None for what belongs to the department.
        project_new: its name in the new version.
        indicator: the indicator's name in the old version.
        indicator_new: its name in the new version.
        period: cycle, annual or unlabelled, for targets.
        field: which part changed: total, goal, a budget line, ….
        old: what it said; amounts are exact, in 元 where the unit of money is known.
        new: what it says now.
        score: how sure the pair is that the edit rests on, from 0 to 1; None where nothing was paired.
        reason: why it is of this kind, in English.
        reason_zh: the same in Chinese.
        unit: the budget unit in the new version, or in the old one where the new has none.
        old_place: where the old version prints it.
        new_place: where the new version prints it.
        patches: the steps that make it of the old disclosure; several edits may share one.
    """

    kind: EditKind
    project: str | None = None
    project_new: str | None = None
    indicator: str | None = None
    indicator_new: str | None = None
    period: str | None = None
    field: str | None = None
    old: str | Decimal | None = None
    new: str | Decimal | None = None
    score: Decimal | None = None
    reason: str = ""
    reason_zh: str = ""
    unit: str | None = None
    old_place: Place | None = attrs.field(default=None, eq=False, kw_only=True)
    new_place: Place | None = attrs.field(default=None, eq=False, kw_only=True)
    patches: tuple[Patch, ...] = attrs.field(default=(), kw_only=True, repr=False)

    def to_row(self) -> Row:
        """The edit as a row of `COLUMNS`."""
        values = {name: getattr(self, name) for name in COLUMNS[1:-2]}
        return {
            "kind": self.kind.value,
            **values,
            "old_row": self.old_place.row if self.old_place else None,
            "new_row": self.new_place.row if self.new_place else None,
        }


@frozen(slots=True)
class Match:
    """Two records that were taken for the same one, how sure that is, and why.

    Attributes:
        project: the project's name in the old version; None for an indicator of the department.
        project_new: its name in the new version.
        unit: the project's budget unit in the old version.
        unit_new: its unit in the new version.
        indicator: the indicator's name in the old version; None for a pair of projects.
        indicator_new: its name in the new version.
        score: from 0 to 1; 1 where keys are equal, or where you said so.
        reason: `exact`, `year`, `known`, or what is alike.
    """

    project: str | None
    project_new: str | None
    unit: str | None = None
    unit_new: str | None = None
    indicator: str | None = None
    indicator_new: str | None = None
    score: Decimal = Decimal(1)
    reason: str = "exact"
    reason_zh: str = "完全相同"
    of_indicators: bool = False


@frozen(slots=True)
class Side:
    """What a summary tells of one version.

    Attributes:
        name: the file's name; None for a disclosure made by hand.
        departments: the names of its departments.
        fiscal_year: its budget year, where it says one.
        projects: how many projects it has.
        indicators: how many indicators, those of departments included.
        total: the budget of all projects in 元, exact; None where no project has one.
    """

    name: str | None
    departments: tuple[str, ...]
    fiscal_year: int | None
    projects: int
    indicators: int
    total: Decimal | None


@frozen(slots=True)
class Changes:
    """All that changed from an old disclosure to a new one: true if anything did, iterable, with a length.

    Attributes:
        edits: what a reviewer wants to know, in reading order.
        carried: steps that are no edit by themselves, as the order of rows, running numbers, the layout, the fiscal
            year or line wraps; `apply` needs them.
        matches: which projects and indicators were paired, with score and reason.
        old: the old version in short.
        new: the new version in short.
        notes: what makes the comparison doubtful, in English and Chinese: two departments, nothing in common.
    """

    edits: tuple[Edit, ...] = ()
    carried: tuple[Patch, ...] = attrs.field(default=(), repr=False)
    matches: tuple[Match, ...] = attrs.field(default=(), repr=False)
    old: Side | None = attrs.field(default=None, eq=False)
    new: Side | None = attrs.field(default=None, eq=False)
    notes: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Edit]:
        """The edits in reading order."""
        return iter(self.edits)

    def __len__(self) -> int:
        """How many edits there are."""
        return len(self.edits)

    def __bool__(self) -> bool:
        """Whether anything changed that is an edit; another order of rows is none."""
        return bool(self.edits)

    def __repr__(self) -> str:
        """One short line: how many edits of which kind."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        return f"<Changes {kinds or 'none'}>"

    def __str__(self) -> str:
        """The text that a person reads top-down."""
        from govperf.display.changes import format_changes

        return "\n".join(format_changes(self))

    def _repr_html_(self) -> str:
        """The same for notebooks."""
        from govperf.display.change_pages import format_fragment

        return format_fragment(self)

    @property
    def counts(self) -> dict[EditKind, int]:
        """How many edits there are of each kind, in reading order, without those there are none of."""
        counted = Counter(edit.kind for edit in self.edits)
        return {kind: counted[kind] for kind in EditKind if kind in counted}

    def of(self, *kinds: EditKind | str) -> tuple[Edit, ...]:
        """The edits of these kinds: `changes.of("target-looser", "target-vaguer")`.

        Raises:
            InputError: there is no such kind.
        """
        try:
            wanted = {EditKind(kind) for kind in kinds}
        except ValueError as error:
            raise InputError(
                "there is no such kind of edit", text=str(error), hint=f"choose from {', '.join(EditKind)}"
            ) from error
        return tuple(edit for edit in self.edits if edit.kind in wanted)

    def summary(self, *, lang: str = "en") -> str:
        """One line: what changed most, in English or Chinese ("zh")."""
        from govperf.display.changes import format_summary

        return format_summary(self, lang=lang)

    def to_rows(self) -> list[Row]:
        """The edits as rows of `COLUMNS`, one an edit."""
        return [edit.to_row() for edit in self.edits]

    def apply(self, old: Disclosure) -> Disclosure:
        """The new disclosure, made of the old one; see `apply_edits`."""
        return apply_edits(old, self)

    def save_pairs(self, target: str | os.PathLike[str]) -> None:
        """Save which projects and indicators were paired and which are gone or new, to be corrected and given back as `pairs=`.

        Raises:
            InputError: the file cannot be written.
        """
        from govperf.changes.judgements import save_pairs

        save_pairs(self.known_pairs(), target)

    def known_pairs(self) -> tuple[KnownPair, ...]:
        """What was judged, pair by pair; exact pairs need no judgement and are left out."""
        from govperf.changes.judgements import judge_matches

        return judge_matches(self)


def apply_edits(old: Disclosure, changes: Changes) -> Disclosure:
    """The new disclosure, made of the old one and what changed: `apply_edits(old, diff(old, new)) == new`.

    The result has no places, no source and no problems, for nobody printed it.

    Raises:
        InputError: the changes were made for another disclosure.
    """
    steps = [step for edit in changes.edits for step in edit.patches]
    applied: Disclosure = apply_patches(evolve(old, source=None, problems=()), [*steps, *changes.carried])
    return applied
