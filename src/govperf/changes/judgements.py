"""What a person has judged: pairs of projects or indicators that are the same, or that have no partner; saved and used again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from govperf.changes.edits import Changes, EditKind
from govperf.changes.pairings import Board, KnownPair
from govperf.changes.profiles import plain_text
from govperf.changes.reasons import say
from govperf.errors import InputError, ReadError
from govperf.model.disclosures import Entry

__all__ = [
    "Pairs",
    "judge_matches",
    "read_pairs",
    "save_pairs",
    "settle_indicators",
    "settle_projects",
]

SCHEMA: Final = "govperf-pairs/1"


Pairs: TypeAlias = (
    str | os.PathLike[str] | Mapping[str, str | None] | Iterable[KnownPair | tuple[str | None, str | None]]
)
"""Judgements as you may give them: a file that `Changes.save_pairs` wrote, a mapping of old to new names of projects, or
pairs one by one."""


def read_pairs(pairs: Pairs | None) -> tuple[KnownPair, ...]:
    """The judgements, in whichever form they are given.

    Raises:
        InputError: the file cannot be read, or something is no pair.
        ReadError: the file is none that `save_pairs` wrote.
    """
    if pairs is None:
        return ()
    if isinstance(pairs, (str, os.PathLike)):
        return _load(Path(pairs))
    listed = pairs.items() if isinstance(pairs, Mapping) else pairs
    return tuple(one if isinstance(one, KnownPair) else _pair(one) for one in listed)


def _pair(given: object) -> KnownPair:
    match given:
        case (str() | None as old, str() | None as new) if old is not None or new is not None:
            return KnownPair(old, new)
    raise InputError("this is no pair", text=repr(given), hint="give (old name, new name), or KnownPair(...)")


def _load(path: Path) -> tuple[KnownPair, ...]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"the file is no JSON: {error}", where=str(path)) from error
    names = {field.name for field in attrs.fields(KnownPair)}
    listed = content.get("pairs") if isinstance(content, dict) and content.get("schema") == SCHEMA else None
    if not isinstance(listed, list) or not all(
        isinstance(one, dict)
        and one.keys() <= names
        and all(isinstance(text, str | None) for text in one.values())
        for one in listed
    ):
        raise ReadError(
            f"the file is not of the schema {SCHEMA}", where=str(path), hint="write it with save_pairs"
        )
    return tuple(KnownPair(**one) for one in listed)


def save_pairs(pairs: Iterable[KnownPair], target: str | os.PathLike[str]) -> None:
    """Write judgements, one a line, so that a person may correct them and git shows what was corrected.

    Raises:
        InputError: the file cannot be written.
    """
    lines = [
        json.dumps(attrs.asdict(pair, filter=lambda _, value: value is not None), ensure_ascii=False)
        for pair in pairs
    ]
    text = f'{{"schema": "{SCHEMA}", "pairs": [\n' + ",\n".join(lines) + "\n]}\n"
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"the file cannot be written: {error.strerror}", where=str(target)) from error


def judge_matches(changes: Changes) -> tuple[KnownPair, ...]:
    """The pairs that were not exact, and what found no partner."""
    found = [
        KnownPair(one.project, one.project_new, one.unit, one.unit_new, one.indicator, one.indicator_new)
        for one in changes.matches
        if one.reason != "exact" and (one.project or one.project_new or one.of_indicators)
    ]
    for edit in changes.of(EditKind.PROJECT_ADDED, EditKind.PROJECT_REMOVED):
        new = edit.kind is EditKind.PROJECT_ADDED
        name = edit.project_new if new else edit.project
        if name is not None:
            found.append(
                KnownPair(
                    **{"project_new" if new else "project": name, "unit_new" if new else "unit": edit.unit}
                )
            )
    return tuple(found)


def settle_projects(old: Sequence[Entry], new: Sequence[Entry], known: Sequence[KnownPair]) -> Board:
    """A board on which the judgements about projects stand already.

    Raises:
        InputError: there is no such project, there are several, or one is paired twice.
    """
    board = Board(len(old), len(new))
    for pair in known:
        if pair.of_indicators:
            continue
        one = _find(old, pair.project, pair.unit, "old")
        other = _find(new, pair.project_new, pair.unit_new, "new")
        _settle(board, one, other, pair)
    return board


def _find(entries: Sequence[Entry], name: str | None, unit: str | None, side: str) -> int | None:
    """The number of the one project of this name."""
    if name is None:
        return None
    wanted, home = plain_text(name), plain_text(unit)
    found = [
        at
        for at, entry in enumerate(entries)
        if plain_text(entry.project.name if entry.project else None) == wanted
        and (unit is None or plain_text(entry.unit.name if entry.unit else None) == home)
    ]
    if len(found) != 1:
        what = (
            f"several projects of the {side} version have"
            if found
            else f"no project of the {side} version has"
        )
        raise InputError(f"{what} this name", text=name, hint="name the unit too" if found else None)
    return found[0]


def _settle(board: Board, old: int | None, new: int | None, pair: KnownPair) -> None:
    if (old is not None and old not in board.old) or (new is not None and new not in board.new):
        raise InputError("the pairs name something twice", text=str(pair.project or pair.project_new))
    if old is not None and new is not None:
        board.pair(old, new, 1.0, say("known"))
    elif old is not None:
        del board.old[old]
    elif new is not None:
        del board.new[new]


def settle_indicators(old: Sequence[Entry], new: Sequence[Entry], known: Sequence[KnownPair]) -> Board:
    """A board on which the judgements about the indicators of these two projects stand already."""
    board = Board(len(old), len(new))
    if not known:
        return board
    project, project_new = (
        plain_text(side[0].project.name if side and side[0].project else None) for side in (old, new)
    )
    for pair in known:
        named = plain_text(pair.project), plain_text(pair.project_new or pair.project)
        if not pair.of_indicators or named != (project, project_new):
            continue
        one = _find_indicator(old, pair.indicator, board.old)
        other = _find_indicator(new, pair.indicator_new, board.new)
        _settle(board, one, other, pair)
    return board


def _find_indicator(entries: Sequence[Entry], name: str | None, still: Iterable[int]) -> int | None:
    """The first open indicator of this name. Raises InputError where there is none."""
    if name is None:
        return None
    wanted = plain_text(name)
    for at in still:
        one = entries[at].indicator
        if one is not None and plain_text(one.name) == wanted:
            return at
    raise InputError("the project has no indicator of this name", text=name)
