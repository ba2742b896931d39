"""Which project of the new version is which of the old, and the same for the indicators of two projects that go together.

Exact keys come first: what you said, the code, the unit with the name, the name without its year. What is left is
compared name by name with goal, indicators, budget and unit as further evidence, and the best set of pairs is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import attrs

from govperf.changes.assignment import assign, find_partners, group_by_key, require_match
from govperf.changes.names import frames_of, likeness, match_key, read_name, years_in
from govperf.changes.pairings import Board, Matcher, Pairing
from govperf.changes.profiles import (
    ENOUGH,
    IndicatorProfile,
    ProjectProfile,
    Siblings,
    compare_indicators,
    compare_projects,
    plain_text,
    profile_indicator,
    profile_project,
    shifted,
)
from govperf.changes.reasons import say
from govperf.changes.splits import Split, find_splits
from govperf.changes.trees import content_key
from govperf.errors import InputError
from govperf.model.departments import KeyTask
from govperf.model.disclosures import Entry, Table

__all__ = ["match_indicators", "match_projects", "match_records"]

_LARGE: Final = 400


def match_projects(
    old: Sequence[Entry],
    new: Sequence[Entry],
    units: Sequence[Sequence[object]],
    board: Board,
    matcher: Matcher | None,
) -> list[Split]:
    """Pair the projects that the board still has open; `units` says for each project what its unit is in both versions.

    Splits and mergers come before names are compared, for else a part would be taken for the whole renamed.
    """
    if matcher is not None:
        _ask(matcher, old, new, board)
        return []
    codes = [_codes(old), _codes(new)]
    board.pair_by(codes[0].get, codes[1].get, "code")
    sides = _profile(old, units[0]), _profile(new, units[1])
    _pair_by_name(board, *sides)
    if not board:
        return []
    require_match()
    splits = find_splits(*sides, board)
    if board:
        _pair_alike(board, *sides)
    return splits


def match_indicators(
    old: Sequence[Entry], new: Sequence[Entry], board: Board, matcher: Matcher | None
) -> None:
    """Pair the indicators of two projects that go together, or of two department statements."""
    if matcher is not None:
        _ask(matcher, old, new, board)
        return
    one = [profile_indicator(entry.indicator) for entry in old if entry.indicator]
    other = [profile_indicator(entry.indicator) for entry in new if entry.indicator]
    board.pair_by(lambda at: old[at].indicator, lambda at: new[at].indicator)
    for key in _INDICATOR_KEYS:
        board.pair_by(lambda at, key=key: key(one[at]), lambda at, key=key: key(other[at]))  # type: ignore[misc]
    if not board:
        return
    require_match()
    scores = {}
    olds, news = list(board.old), list(board.new)
    for first, second in find_partners([one[at].printed for at in olds], [other[at].printed for at in news]):
        pair = olds[first], news[second]
        found = compare_indicators(one[pair[0]], other[pair[1]])
        if found:
            scores[pair] = found
    for pair in assign({pair: score for pair, (score, _) in scores.items()}):
        board.pair(*pair, *scores[pair])


def match_records(old: Sequence[Any], new: Sequence[Any]) -> list[Pairing]:
    """Pair records of any other kind by what they are called: key tasks, budget lines, tables, lines of money."""
    board = Board(len(old), len(new))
    keys = [(_label(one), plain_text(getattr(one, "name", None)) or None) for one in old]
    partners = [(_label(one), plain_text(getattr(one, "name", None)) or None) for one in new]
    board.pair_by(lambda at: old[at], lambda at: new[at])
    board.pair_by(lambda at: keys[at][0], lambda at: partners[at][0])
    board.pair_by(lambda at: keys[at][1], lambda at: partners[at][1])
    if not board or not isinstance(old[0], (KeyTask, Table)):
        return board.found
    if isinstance(old[0], Table):
        board.pair_by(lambda at: old[at].form, lambda at: new[at].form, "position")
        board.pair_by(lambda _: 0, lambda _: 0, "position")
        return board.found
    require_match()
    names = [read_name(one.name) for one in old], [read_name(one.name) for one in new]
    scores = {
        (one, other): likeness(names[0][one], names[1][other]) for one in board.old for other in board.new
    }
    for pair in assign({pair: score for pair, score in scores.items() if score >= ENOUGH}):
        board.pair(*pair, scores[pair], say("name", f"{scores[pair]:.2f}"))
    return board.found


def _label(record: Any) -> object:
    """What a record is called, without years and widths, with the heading it stands under."""
    name = getattr(record, "name", None) or getattr(record, "title", None)
    return (getattr(record, "group", None), match_key(name)) if name else None


def _key_of(profile: IndicatorProfile) -> str | None:
    return profile.name.key if profile.name else None


_INDICATOR_KEYS: Final = (
    lambda one: (one.group, one.printed, one.targets),
    lambda one: (one.group, one.printed) if one.printed else None,
    lambda one: (one.printed, one.targets) if one.printed else None,
    lambda one: one.printed or None,
    lambda one: (one.group, _key_of(one)) if one.name else None,
    _key_of,
)
"""Keys of indicators, the strictest first: class, name and targets, down to the name without its year alone."""


def _profile(entries: Sequence[Entry], units: Sequence[object]) -> list[ProjectProfile]:
    keys = [
        match_key(entry.project.name) if entry.project and entry.project.name else None for entry in entries
    ]
    counts = Counter(keys)
    found = [
        profile_project(entry, unit, _frames_of_body(*_bodies(entry)), crowded=counts[key] > 1)
        for entry, unit, key in zip(entries, units, keys, strict=True)
    ]
    copies = Counter((one.goal, one.indicators) for one in found)
    return [attrs.evolve(one, copied=True) if copies[one.goal, one.indicators] > 1 else one for one in found]


def _bodies(entry: Entry) -> tuple[str | None, ...]:
    """What the department and the unit are called."""
    return entry.department.name, *entry.department.aliases, entry.unit.name if entry.unit else None


@lru_cache(maxsize=4096)
def _frames_of_body(*names: str | None) -> tuple[str, ...]:
    """What the names of a body's projects may begin with, the longest first."""
    found = {frame for name in names for frame in frames_of(name)}
    return tuple(sorted(found, key=lambda frame: (-len(frame), frame)))


def _codes(entries: Sequence[Entry]) -> dict[int, str]:
    """The codes by the number of their project; a code that several projects have tells nothing."""
    found = {at: one.project.code for at, one in enumerate(entries) if one.project and one.project.code}
    counts = Counter(found.values())
    return {at: code for at, code in found.items() if counts[code] == 1}


def _pair_by_name(board: Board, old: list[ProjectProfile], new: list[ProjectProfile]) -> None:
    """Pair by unit and year-free name: one with one at once, several with several by what else they say."""
    news = group_by_key((new[at].unit, _name_key(new[at])) for at in board.new)
    new_at, old_at = list(board.new), list(board.old)
    groups = [
        ([old_at[at] for at in members], [new_at[at] for at in news[key]])
        for key, members in group_by_key((old[at].unit, _name_key(old[at])) for at in board.old).items()
        if key in news
    ]
    crowded = []
    votes: Counter[int] = Counter()
    for olds, partners in groups:
        if len(olds) == len(partners) == 1:
            one, other = old[olds[0]], new[partners[0]]
            votes[_year_of(other) - _year_of(one)] += bool(_year_of(one) and _year_of(other))
            board.pair(olds[0], partners[0], 1.0, say(_name_reason(one, other)))
        else:
            crowded.append((olds, partners))
    shift = votes.most_common(1)[0][0] if +votes else 0
    for olds, partners in crowded:
        _pair_crowd(board, (olds, old), (partners, new), shift)
    board.pair_by(lambda at: _only_name(old[at]), lambda at: _only_name(new[at]))


def _pair_crowd(
    board: Board,
    olds: tuple[list[int], list[ProjectProfile]],
    news: tuple[list[int], list[ProjectProfile]],
    shift: int,
) -> None:
    """Pair several of one name with several: those that say the same, then the same name, then year by year."""
    part = Board(len(olds[0]), len(news[0]))
    left, right = [olds[1][at] for at in olds[0]], [news[1][at] for at in news[0]]
    part.pair_by(lambda at: _content_key(left[at], shift), lambda at: content_key(right[at].project))
    for by in dict.fromkeys((shift, 0)):
        for key in _CROWD_KEYS:
            part.pair_by(lambda at, key=key, by=by: key(left[at], by), lambda at, key=key: key(right[at], 0))  # type: ignore[misc]
    part.old = dict.fromkeys(sorted(part.old, key=lambda at: (_year_of(left[at]), at)))
    part.new = dict.fromkeys(sorted(part.new, key=lambda at: (_year_of(right[at]), at)))
    part.pair_by(lambda _: 0, lambda _: 0)
    for found in part.found:
        code = _name_reason(left[found.old], right[found.new])
        board.pair(olds[0][found.old], news[0][found.new], 1.0, say(code))


def _only_name(profile: ProjectProfile) -> str | None:
    """The printed name, where no other project of its version has it: it is the project's in another unit too."""
    return None if profile.crowded or profile.name is None else profile.printed


def _content_key(profile: ProjectProfile, shift: int) -> object:
    """All that a project says; None where years move on and it says nothing but its name, which then tells nothing."""
    telling = not shift or profile.goal or profile.indicators or any(profile.budget)
    return content_key(profile.project) if telling else None


_CROWD_KEYS: Final = (
    lambda one, by: (shifted(one, by), one.goal, one.indicators, one.budget),
    lambda one, by: (shifted(one, by), one.goal, one.indicators),
    lambda one, by: (shifted(one, by), one.budget) if any(one.budget) else None,
    lambda one, by: (shifted(one, by), one.goal) if one.goal else None,
    shifted,
)


def _name_key(profile: ProjectProfile) -> object:
    """The key of a name; projects without a name are told apart by their goal."""
    return profile.name.key if profile.name else ("", profile.goal)


def _name_reason(old: ProjectProfile, new: ProjectProfile) -> str:
    """Whether two names of one key are the same, or differ in the year or in spelling."""
    if old.printed == new.printed:
        return "exact"
    return "year" if years_in(old.printed) != years_in(new.printed) else "spelling"


def _year_of(profile: ProjectProfile) -> int:
    return max(years_in(profile.printed), default=0)


def _pair_alike(board: Board, old: list[ProjectProfile], new: list[ProjectProfile]) -> None:
    """Pair what is alike: likely partners by name, and those with exactly the same goal or indicators."""
    olds, news = list(board.old), list(board.new)
    partners = dict.fromkeys(find_partners([_text(old[at]) for at in olds], [_text(new[at]) for at in news]))
    partners.update(dict.fromkeys(_same_content([old[at] for at in olds], [new[at] for at in news])))
    siblings = Siblings(one.name.key for one in (*old, *new) if one.name)
    scores = {}
    for first, second in partners:
        pair = olds[first], news[second]
        found = compare_projects(old[pair[0]], new[pair[1]], siblings)
        if found:
            scores[pair] = found
    for pair in assign({pair: score for pair, (score, _) in scores.items()}):
        board.pair(*pair, *scores[pair])


def _text(profile: ProjectProfile) -> str:
    return profile.name.core if profile.name else ""


def _same_content(old: list[ProjectProfile], new: list[ProjectProfile]) -> list[tuple[int, int]]:
    """Pairs with the same goal or the same indicators, where few share them."""
    found = []
    for key in (lambda one: one.goal, lambda one: one.indicators):
        olds, news = group_by_key(map(key, old)), group_by_key(map(key, new))
        for value, members in olds.items():
            partners = news.get(value, ()) if value else ()
            if len(members) * len(partners) <= _LARGE:
                found += [(one, other) for one in members for other in partners]
    return found


def _ask(matcher: Matcher, old: Sequence[Entry], new: Sequence[Entry], board: Board) -> None:
    """Let another matcher pair what is open. Raises InputError where it pairs one twice, or what there is not."""
    olds, news = list(board.old), list(board.new)
    for one, other, score, reason in matcher([old[at] for at in olds], [new[at] for at in news]):
        usable = 0 <= one < len(olds) and 0 <= other < len(news)
        if not usable or olds[one] not in board.old or news[other] not in board.new:
            raise InputError(
                "the matcher pairs something twice, or what there is not", text=f"{one}, {other}"
            )
        board.pair(olds[one], news[other], float(score), (reason, reason) if reason else say("given"))
