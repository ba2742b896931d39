"""Projects and indicators as they are compared between versions, and how alike two of them are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from govperf.changes.names import (
    Name,
    conflict,
    exchanged,
    likeness,
    match_key,
    read_name,
    shift_years,
    years_in,
)
from govperf.changes.reasons import Reason, join_reasons, say
from govperf.grammar.lines import squeeze
from govperf.model.amounts import Budget
from govperf.model.disclosures import Entry
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.model.targets import Direction, Target

__all__ = ["IndicatorProfile", "ProjectProfile", "compare_indicators", "compare_projects", "plain_text"]

SURE: Final = 0.86
"""A name so alike needs no other evidence."""
SURE_SLOT: Final = 0.95
"""So alike, two names differ in a slip of the keyboard at most."""
ENOUGH: Final = 0.6
"""The least score of a pair of projects."""
ENOUGH_INDICATOR: Final = 0.6
"""The least score of a pair of indicators."""

HALF: Final = 0.45
"""Names of indicators so alike may be one where class, target and what is counted are the same too."""

RENAMED: Final = 0.62
"""The score of projects whose goal and indicators are the same, whatever they are called."""
_MOSTLY: Final = 0.75
_NEARLY: Final = 0.9

_PER_YEAR: Final = 0.01
_TELLING: Final = 30
_GOAL: Final = 240
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_CLOSING: Final = "。;,、!."


def plain_text(text: str | None) -> str:
    """A text as it is compared: without blanks, line wraps and the stop that closes it."""
    return "".join((text or "").split()).rstrip("。；;")


@frozen(slots=True)
class ProjectProfile:
    """What is looked at of a project.

    Attributes:
        project: the project.
        name: its name, read; None where it has none.
        printed: the name as printed, without blanks.
        unit: what stands for its unit in both versions.
        goal: the beginning of its goal, folded and without years.
        indicators: the keys of its indicators' names.
        budget: its amounts, one after the other.
        crowded: whether several projects of its version have the same name.
        copied: whether several projects of its version have the same goal and indicators.
    """

    project: Project
    name: Name | None
    printed: str
    unit: object
    goal: str
    indicators: frozenset[str]
    budget: tuple[object, ...]
    crowded: bool = False
    copied: bool = False


@frozen(slots=True)
class IndicatorProfile:
    """What is looked at of an indicator."""

    name: Name | None
    printed: str
    group: str | None
    targets: tuple[str, ...]
    units: frozenset[str]
    to_be_low: bool


def profile_project(entry: Entry, unit: object, frames: tuple[str, ...], *, crowded: bool) -> ProjectProfile:
    """The profile of a project."""
    project = entry.project or Project(None)
    return ProjectProfile(
        project,
        read_name(project.name, frames) if project.name else None,
        plain_text(project.name),
        unit,
        _YEAR.sub("", squeeze(project.goal or ""))[:_GOAL],
        frozenset(match_key(one.name) for one in project.indicators if one.name),
        _amounts(project.budget),
        crowded,
    )


def profile_indicator(indicator: Indicator) -> IndicatorProfile:
    """The profile of an indicator."""
    targets = [target for _, target in indicator.targets]
    name = read_name(indicator.name) if indicator.name else None
    return IndicatorProfile(
        name,
        plain_text(indicator.name),
        indicator.classification.canonical or indicator.classification.level1,
        tuple(plain_text(target.text) for target in targets),
        frozenset(clause.unit for target in targets for clause in target.clauses if clause.unit),
        name is not None and Target("").direction(name.measured) is Direction.LOWER,
    )


class Siblings:
    """The names of both versions, to see whether a slot in a name is what tells siblings apart."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.forward = sorted(set(keys))
        self.backward = sorted(key[::-1] for key in self.forward)

    def fill(self, before: str, behind: str, words: tuple[str, str]) -> bool:
        """Whether a third name has this beginning and this end, and between them something that holds none of the words."""
        forward = len(before) >= len(behind)
        prefix, suffix = (before, behind) if forward else (behind[::-1], before[::-1])
        keys, known = (self.forward, words) if forward else (self.backward, [one[::-1] for one in words])
        at = bisect_left(keys, prefix)
        while at < len(keys) and keys[at].startswith(prefix):
            between = keys[at][len(prefix) : len(keys[at]) - len(suffix)]
            if between and keys[at].endswith(suffix) and not any(one in between for one in known):
                return True
            at += 1
        return False


def compare_projects(
    old: ProjectProfile, new: ProjectProfile, siblings: Siblings
) -> tuple[float, Reason] | None:
    """How sure it is that two projects are the same, and why; None where it is not, or a mark speaks against it."""
    if old.name is None or new.name is None or conflict(old.name, new.name):
        return None
    moved = old.unit != new.unit
    name = likeness(old.name, new.name)
    slot = None if name >= SURE_SLOT else exchanged(old.name, new.name)
    if slot and siblings.fill(*slot) and not _tells(old, new):
        return None
    same_budget = any(old.budget) and old.budget == new.budget
    reasons, content = _compare_content(old, new)
    if (
        moved
        and (old.crowded or new.crowded)
        and not (same_budget and content is not None and content > SURE)
    ):
        return None
    score = _weigh(name, content, same_budget=same_budget, moved=moved)
    if content is not None and _say_the_same(old, new, content) and _is_telling(old, new, moved=moved):
        score = max(score, RENAMED + 0.1 * name)
    years = [max(years_in(one.printed), default=0) for one in (old, new)]
    if all(years):
        score -= _PER_YEAR * min(5, abs(years[1] - years[0] - 1))
    if score < ENOUGH:
        return None
    told = [say("name", f"{name:.2f}"), *reasons, *([say("budget")] if same_budget else [])]
    return score, join_reasons(told)


def _say_the_same(old: ProjectProfile, new: ProjectProfile, content: float) -> bool:
    """Whether goal and indicators are the same, or the goal but for a word or two and most of the indicators."""
    if content == 1:
        return True
    if content < _MOSTLY or not (old.goal and new.goal):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(old.goal, new.goal) >= 100 * _NEARLY


def _is_telling(old: ProjectProfile, new: ProjectProfile, *, moved: bool) -> bool:
    """Whether what two projects say is long enough to be nobody else's, and no other of their version says the same."""
    said = len(old.goal) + 8 * len(old.indicators)
    return not (old.copied or new.copied) and said >= _TELLING * (2 if moved else 1)


def _tells(old: ProjectProfile, new: ProjectProfile) -> bool:
    """Whether goals and indicators are alike, and no sibling has the same."""
    content = None if old.copied or new.copied else _compare_content(old, new)[1]
    return content is not None and content > SURE


def _weigh(name: float, content: float | None, *, same_budget: bool, moved: bool) -> float:
    """One score of all evidence: a name that hardly changed is enough, else goal and indicators count nearly as much."""
    bonus = 0.08 if same_budget else 0.0
    alone = name * (0.85 if moved else 1.0)
    if content is None:
        return min(1.0, alone + bonus)
    both = 0.55 * name + 0.45 * content + bonus - (0.1 if moved else 0.0)
    return min(1.0, max(both, alone if alone >= SURE else 0.0))


def _compare_content(old: ProjectProfile, new: ProjectProfile) -> tuple[list[Reason], float | None]:
    """How alike goals and indicators are; None where one side has neither."""
    from rapidfuzz import fuzz

    reasons, parts = [], []
    if old.goal and new.goal:
        parts.append(fuzz.ratio(old.goal, new.goal) / 100)
        reasons.append(say("goal", f"{parts[-1]:.2f}"))
    if old.indicators and new.indicators:
        shared = len(old.indicators & new.indicators)
        parts.append(2 * shared / (len(old.indicators) + len(new.indicators)))
        reasons.append(say("indicators", f"{parts[-1]:.2f}"))
    if not parts:
        return reasons, None
    return reasons, sum(parts) / len(parts)


def compare_indicators(old: IndicatorProfile, new: IndicatorProfile) -> tuple[float, Reason] | None:
    """How sure it is that two indicators of one project are the same, and why; None where it is not."""
    same_class, same_target = old.group == new.group, bool(old.targets) and old.targets == new.targets
    told = [say("class")] * same_class + [say("target")] * same_target
    if old.name is None or new.name is None:
        if old.name is None and new.name is None and same_class:
            return 0.7, join_reasons([*told, say("position")])
        return None
    if conflict(old.name, new.name) or (old.to_be_low is not new.to_be_low and old.name.measure == "率"):
        return None
    name = likeness(old.name, new.name)
    same_unit = bool(old.units and new.units and old.units & new.units)
    alike = same_class and same_target and old.name.measure == new.name.measure and name >= HALF
    score = name * (1.0 if same_class else 0.85) + 0.03 * (same_unit and same_class)
    score += 0.15 if alike and old.name.measure else 0.06 * same_target
    if score < ENOUGH_INDICATOR:
        return None
    return min(1.0, score), join_reasons([say("name", f"{name:.2f}"), *told])


def _amounts(budget: Budget | None) -> tuple[object, ...]:
    moneys = budget.moneys if budget else ()
    return tuple(None if money is None else (money.yuan or money.amount) for money in moneys)


def shifted(profile: ProjectProfile, by: int) -> str:
    """The printed name with its years moved on."""
    return shift_years(profile.printed, by)
