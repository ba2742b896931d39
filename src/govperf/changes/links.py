"""Which departments, units and projects of the new disclosure are which of the old, by their paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import attrs
from attrs import frozen

from govperf.changes.edits import Match
from govperf.changes.judgements import settle_projects
from govperf.changes.matching import match_projects
from govperf.changes.names import likeness, match_key, read_name
from govperf.changes.pairings import Board, KnownPair, Matcher, Pairing
from govperf.changes.profiles import plain_text
from govperf.changes.reasons import Reason
from govperf.changes.splits import Split
from govperf.changes.trees import Path, content_key
from govperf.changes.wheres import thousandths
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Entry
from govperf.model.projects import Project

__all__ = ["Links", "Whole", "link_disclosures"]

_ALIKE: Final = 0.6


@frozen(slots=True)
class Links:
    """What goes together.

    Attributes:
        old_of: the old path of each department, unit and project of the new disclosure that has one.
        pairings: score and reason of each pair of projects, by the new path.
        matches: the same for people.
        split_into: the old project that was split, by the new path of each of its parts.
        merged_into: the new project that others were merged into, by the old path of each of those.
    """

    old_of: dict[Path, Path]
    pairings: dict[Path, Pairing]
    matches: tuple[Match, ...] = ()
    split_into: dict[Path, Whole] = attrs.field(factory=dict)
    merged_into: dict[Path, Whole] = attrs.field(factory=dict)

    @property
    def wholes(self) -> frozenset[Path]:
        """The old paths of the projects that were split."""
        return frozenset(whole.path for whole in self.split_into.values())

    @property
    def merged(self) -> frozenset[Path]:
        """The new paths of the projects that others were merged into."""
        return frozenset(whole.path for whole in self.merged_into.values())


@frozen(slots=True)
class Whole:
    """A project that stands against several of the other version, with its path and why."""

    path: Path
    project: Project
    reason: Reason


@frozen(slots=True)
class _Placed:
    """A unit or project with its path."""

    path: Path
    entry: Entry


def link_disclosures(
    old: Disclosure, new: Disclosure, known: Sequence[KnownPair], matcher: Matcher | None
) -> Links:
    """Link departments, then units, then projects."""
    old_of = _link_departments(old.departments, new.departments)
    old_of |= _link_units(old, new, old_of)
    olds, news = list(_projects(old)), list(_projects(new))
    entries = [one.entry for one in olds], [one.entry for one in news]
    board = settle_projects(*entries, known)
    units = [one.path[:4] for one in olds], [old_of.get(one.path[:4], ("+", *one.path[:4])) for one in news]
    splits = match_projects(*entries, units, board, matcher)
    old_of |= {news[one.new].path: olds[one.old].path for one in board.found}
    pairings = {news[one.new].path: one for one in board.found}
    matches = tuple(_match(olds[one.old].entry, news[one.new].entry, one) for one in board.found)
    return Links(
        old_of,
        pairings,
        matches,
        _wholes([split for split in splits if not split.merged], olds, news),
        _wholes([split for split in splits if split.merged], news, olds),
    )


def _wholes(
    splits: Sequence[Split], wholes: Sequence[_Placed], parts: Sequence[_Placed]
) -> dict[Path, Whole]:
    found = {}
    for split in splits:
        placed = wholes[split.whole]
        whole = Whole(placed.path, placed.entry.project or Project(None), split.reason)
        found.update(dict.fromkeys((parts[part].path for part in split.parts), whole))
    return found


def _match(old: Entry, new: Entry, pairing: Pairing) -> Match:
    return Match(
        old.project.name if old.project else None,
        new.project.name if new.project else None,
        old.unit.name if old.unit else None,
        new.unit.name if new.unit else None,
        score=thousandths(pairing.score),
        reason=pairing.reason[0],
        reason_zh=pairing.reason[1],
    )


def _projects(disclosure: Disclosure) -> Iterator[_Placed]:
    for unit in _units(disclosure):
        for index, project in enumerate(unit.entry.unit.projects if unit.entry.unit else ()):
            yield _Placed((*unit.path, "projects", index), attrs.evolve(unit.entry, project=project))


def _units(disclosure: Disclosure) -> Iterator[_Placed]:
    for first, department in enumerate(disclosure.departments):
        for second, unit in enumerate(department.units):
            yield _Placed(("departments", first, "units", second), Entry(department, unit))


def _link_departments(old: Sequence[Department], new: Sequence[Department]) -> dict[Path, Path]:
    """By name, then by another of its names, then the two that are left over."""
    board = Board(len(old), len(new))
    if any(_repeat([plain_text(one.name) for one in side]) for side in (old, new)):
        board.pair_by(lambda at: content_key(old[at]), lambda at: content_key(new[at]))
    board.pair_by(lambda at: plain_text(old[at].name), lambda at: plain_text(new[at].name))
    for one in list(board.old):
        names = {match_key(name) for name in (old[one].name, *old[one].aliases) if name}
        found = [
            at
            for at in board.new
            if names & {match_key(name) for name in (new[at].name, *new[at].aliases) if name}
        ]
        if found:
            board.pair(one, found[0], 1.0, ("", ""))
    if len(board.old) == len(board.new) == 1:
        board.pair_by(lambda _: 0, lambda _: 0)
    return {("departments", one.new): ("departments", one.old) for one in board.found}


def _link_units(old: Disclosure, new: Disclosure, departments: dict[Path, Path]) -> dict[Path, Path]:
    """By department and name, then by the projects they share or a name that is alike."""
    olds, news = list(_units(old)), list(_units(new))
    board = Board(len(olds), len(news))
    old_home = [one.path[:2] for one in olds]
    new_home = [departments.get(one.path[:2], ("+", *one.path[:2])) for one in news]
    old_names, new_names = [_name(one) for one in olds], [_name(one) for one in news]
    if _repeat([*zip(old_home, old_names, strict=True)]) or _repeat([*zip(new_home, new_names, strict=True)]):
        board.pair_by(
            lambda at: (old_home[at], content_key(olds[at].entry.unit)),
            lambda at: (new_home[at], content_key(news[at].entry.unit)),
        )
    board.pair_by(lambda at: (old_home[at], old_names[at]), lambda at: (new_home[at], new_names[at]))
    if board:
        shared = _shared_projects([one.entry.unit for one in olds], [one.entry.unit for one in news], board)
        for (one, other), count in shared.most_common():
            smaller = min(len(_held(olds[one])), len(_held(news[other])))
            if one in board.old and other in board.new and 2 * count > smaller:
                board.pair(one, other, 1.0, ("", ""))
    for one in list(board.old):
        best = [
            at
            for at in board.new
            if old_home[one] == new_home[at] and _are_alike(old_names[one], new_names[at])
        ]
        if len(best) == 1:
            board.pair(one, best[0], 1.0, ("", ""))
    return {news[one.new].path: olds[one.old].path for one in board.found}


def _repeat(keys: Sequence[object]) -> bool:
    return len(set(keys)) < len(keys)


def _held(placed: _Placed) -> tuple[object, ...]:
    return placed.entry.unit.projects if placed.entry.unit else ()


def _name(placed: _Placed) -> str:
    return plain_text(placed.entry.unit.name if placed.entry.unit else None)


def _shared_projects(
    old: Sequence[BudgetUnit | None], new: Sequence[BudgetUnit | None], board: Board
) -> Counter[tuple[int, int]]:
    """How many names of projects two open units share; a name that several units of a version have tells nothing."""
    sides = []
    for units, members in ((old, board.old), (new, board.new)):
        at: dict[str, set[int]] = {}
        for index in members:
            unit = units[index]
            for project in unit.projects if unit else ():
                if project.name:
                    at.setdefault(match_key(project.name), set()).add(index)
        sides.append({key: min(where) for key, where in at.items() if len(where) == 1})
    return Counter((sides[0][key], sides[1][key]) for key in sides[0] if key in sides[1])


def _are_alike(one: str, other: str) -> bool:
    """Whether two names of units may be one body's; without the extra `match` only what nobody printed may."""
    if not one or not other:
        return True
    try:
        return likeness(read_name(one), read_name(other)) >= _ALIKE
    except ImportError:
        return False
